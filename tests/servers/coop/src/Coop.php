<?php

declare(strict_types=1);

namespace CoopSite;

use OAuth2\Model\IOAuth2AccessToken;
use OAuth2\OAuth2AuthenticateException;
use OAuth2\OAuth2RedirectException;
use OAuth2\OAuth2ServerException;
use Symfony\Component\HttpFoundation\Cookie;
use Symfony\Component\HttpFoundation\JsonResponse;
use Symfony\Component\HttpFoundation\RedirectResponse;
use Symfony\Component\HttpFoundation\Request;
use Symfony\Component\HttpFoundation\Response;

/** COOP's routes. Where the library answers in other words than COOP, COOP's words are put in here. */
final class Coop
{
    /** Each action of the API is a scope of the same name. */
    private const ACTIONS = [
        'barn-unlock' => 'Unlock the Barn',
        'toiletseat-down' => 'Put the Toilet Seat Down',
        'chickens-feed' => 'Feed Your Chickens',
        'eggs-collect' => 'Collect Eggs from Your Chickens',
        'eggs-count' => 'Get the Number of Eggs Collected Today',
    ];

    private const SCOPES = self::ACTIONS + ['profile' => 'Access Your Profile Data'];

    /** At the token endpoint, the library's description => COOP's error and description. What is not listed stays. */
    private const ANSWERS = [
        'Invalid grant_type parameter or parameter missing' => ['invalid_request', 'The grant type was not specified in the request'],
        'Client id was not found in the headers or body' => ['invalid_client', 'Client credentials were not found in the headers or body'],
        'Missing parameter. "code" is required' => ['invalid_request', 'Missing parameter: "code" is required'],
        "Code doesn't exist or is invalid for the client" => ['invalid_grant', "Authorization code doesn't exist or is invalid for the client"],
        'No "refresh_token" parameter found' => ['invalid_request', 'Missing parameter: "refresh_token" is required'],
        'An unsupported scope was requested.' => ['invalid_scope', 'The scope requested is invalid for this request'],
    ];

    private const COOKIE = 'coop_session';

    private const REST_SECONDS = 20; // between two collections of eggs

    public function __construct(
        private readonly \PDO $database,
        private readonly Engine $engine,
        private readonly Pages $pages = new Pages(),
    ) {
    }

    /** @return list<string> */
    public static function scopes(): array
    {
        return array_keys(self::SCOPES);
    }

    public function handle(Request $request): Response
    {
        // Not getPathInfo(): under php -S that takes the names of files in this folder for front controllers.
        $path = (string) parse_url($request->getRequestUri(), PHP_URL_PATH);
        $route = $request->getRealMethod().' '.$path;
        if (preg_match('~^POST /api/(\d+)/([a-z-]+)$~D', $route, $matches)) {
            return $this->act($request, (int) $matches[1], $matches[2]);
        }

        return match ($route) {
            'GET /' => new Response($this->pages->home(self::SCOPES)),
            'GET /authorize', 'POST /authorize' => $this->authorize($request),
            'POST /token' => $this->token($request),
            'GET /api/me' => $this->me($request),
            default => $path === '/token'
                ? new JsonResponse(
                    ['error' => 'invalid_request', 'error_description' => 'The request method must be POST when requesting an access token'],
                    405,
                    ['Allow' => 'POST, OPTIONS'],
                )
                : new Response($this->pages->message('Not found', 'There is nothing here.'), 404),
        };
    }

    /** Login, consent and the way back to the client, all under one URL that keeps the client's query string. */
    private function authorize(Request $request): Response
    {
        try {
            $authorization = $this->engine->authorizationRequest($request);
        } catch (OAuth2RedirectException $e) {
            return $e->getHttpResponse();
        } catch (OAuth2ServerException $e) {
            // The client may be an impostor: nothing goes to its redirect URI. COOP's page has status 200.
            return new Response($this->pages->message('This request cannot be authorized', $e->getDescription() ?? $e->getMessage()));
        }

        if ($request->request->has('email')) {
            return $this->signIn($request);
        }
        if ($request->request->has('sign_out')) {
            return $this->signOut($request);
        }
        $farmer = $this->signedInFarmer($request);
        if ($farmer === null) {
            return new Response($this->pages->login());
        }
        if (!$request->request->has('authorize')) {
            $scopes = array_intersect_key(self::SCOPES, array_flip(explode(' ', (string) $authorization['scope'])));

            return new Response($this->pages->consent($authorization['client']->clientId, $scopes, $farmer['email']));
        }

        try {
            return $this->engine->finishClientAuthorization($request->request->get('authorize') === '1', $farmer['id'], $request, $authorization['scope']);
        } catch (OAuth2RedirectException $e) {
            return $e->getHttpResponse();
        }
    }

    private function signIn(Request $request): Response
    {
        $email = (string) $request->request->get('email');
        $farmer = $this->row('SELECT id, password FROM farmers WHERE email = ?', $email);
        if ($farmer === null || !password_verify((string) $request->request->get('password'), $farmer['password'])) {
            return new Response($this->pages->login('Bad credentials', $email));
        }
        $id = bin2hex(random_bytes(16));
        $this->run('INSERT INTO sessions (id, farmer_id) VALUES (?, ?)', $id, $farmer['id']);

        return $this->backToSamePage($request, Cookie::create(self::COOKIE, $id));
    }

    private function signOut(Request $request): Response
    {
        $this->run('DELETE FROM sessions WHERE id = ?', $request->cookies->get(self::COOKIE));

        return $this->backToSamePage($request, Cookie::create(self::COOKIE, '', 1));
    }

    private function backToSamePage(Request $request, Cookie $cookie): Response
    {
        $response = new RedirectResponse($request->getRequestUri(), 303);
        $response->headers->setCookie($cookie);

        return $response;
    }

    /** @return ?array{id: int, email: string} */
    private function signedInFarmer(Request $request): ?array
    {
        return $this->row(
            'SELECT f.id, f.email FROM sessions s JOIN farmers f ON f.id = s.farmer_id WHERE s.id = ?',
            $request->cookies->get(self::COOKIE),
        );
    }

    private function token(Request $request): Response
    {
        try {
            $response = $this->engine->grantAccessToken($request);
            $error = null;
        } catch (OAuth2ServerException $e) {
            [$error, $description] = self::ANSWERS[$e->getDescription()] ?? [$e->getMessage(), $e->getDescription()];
            $response = new JsonResponse(
                ['error' => $error, 'error_description' => $description],
                $e->getHttpCode(),
                ['Cache-Control' => 'no-store'],
            );
        }
        $this->logTokenRequest($request, $response->getStatusCode(), $error);

        return $response;
    }

    /** Tests ask this table how often each token was really sent. */
    private function logTokenRequest(Request $request, int $status, ?string $error): void
    {
        $sent = array_filter($request->request->all(), is_string(...));
        $this->run(
            'INSERT INTO token_requests (received_at, grant_type, client_id, refresh_token, status, error) VALUES (?, ?, ?, ?, ?, ?)',
            Clock::now(),
            $sent['grant_type'] ?? null,
            $sent['client_id'] ?? $request->getUser(),
            $sent['refresh_token'] ?? null,
            $status,
            $error,
        );
    }

    private function me(Request $request): Response
    {
        $token = $this->verify($request, 'profile');
        if ($token instanceof Response) {
            return $token;
        }
        $farmer = $this->row('SELECT id, email, first_name AS firstName, last_name AS lastName FROM farmers WHERE id = ?', $token->getData());

        return $farmer === null ? $this->someoneElse() : new JsonResponse($farmer);
    }

    private function act(Request $request, int $farmerId, string $action): Response
    {
        $token = $this->verify($request, $action);
        if ($token instanceof Response) {
            return $token;
        }
        if ($token->getData() !== $farmerId) {
            return $this->someoneElse();
        }
        [$message, $data] = match ($action) {
            'eggs-collect' => $this->collectEggs($farmerId),
            'eggs-count' => $this->countEggs($farmerId),
            'barn-unlock' => ['The barn is open, mind the strangers!', null],
            'toiletseat-down' => ['The toilet seat is down, how thoughtful!', null],
            'chickens-feed' => ['Your chickens are full and happy', null],
        };

        return new JsonResponse(['action' => $action, 'success' => true, 'message' => $message, 'data' => $data]);
    }

    /** @return array{string, ?int} */
    private function collectEggs(int $farmerId): array
    {
        $last = $this->row("SELECT called_at FROM api_calls WHERE farmer_id = ? AND action = 'eggs-collect'", $farmerId);
        if ($last !== null && $last['called_at'] >= Clock::now() - self::REST_SECONDS) {
            return ['Give the ladies a break, eggs take their time!', null];
        }
        $eggs = random_int(2, 5);
        $this->run("INSERT OR REPLACE INTO api_calls VALUES (?, 'eggs-collect', ?)", $farmerId, Clock::now());
        $this->run(
            'INSERT INTO egg_counts VALUES (?, ?, ?) ON CONFLICT (farmer_id, day) DO UPDATE SET count = count + excluded.count',
            $farmerId,
            $this->today(),
            $eggs,
        );

        return ["Look at that, $eggs eggs have been collected!", $eggs];
    }

    /** @return array{string, int} */
    private function countEggs(int $farmerId): array
    {
        $eggs = $this->row('SELECT count FROM egg_counts WHERE farmer_id = ? AND day = ?', $farmerId, $this->today())['count'] ?? 0;

        return ["You have collected a total of $eggs eggs today", $eggs];
    }

    private function today(): string
    {
        return gmdate('Y-m-d', Clock::now());
    }

    /** The token that was sent, or the answer why it does not do. */
    private function verify(Request $request, string $scope): IOAuth2AccessToken|Response
    {
        try {
            $bearer = $this->engine->getBearerToken($request);
            if ($bearer === null) {
                // COOP builds this answer by hand and gives it neither a status nor a content type.
                return new Response(json_encode(['error' => 'access_denied', 'error_description' => 'an access token is required'], JSON_THROW_ON_ERROR));
            }

            return $this->engine->verifyAccessToken($bearer, $scope);
        } catch (OAuth2AuthenticateException $e) {
            return $this->challenge($e, $scope);
        }
    }

    /** RFC 6750 section 3, as COOP words it. */
    private function challenge(OAuth2AuthenticateException $e, string $scope): Response
    {
        $status = $e->getHttpCode();
        $error = match ($status) {
            401 => 'invalid_token',
            403 => 'insufficient_scope',
            default => 'invalid_request',
        };
        $answer = ['error' => $error, 'error_description' => rtrim((string) $e->getDescription(), '.')];
        $challenge = ['realm' => 'Service'] + ($status === 403 ? ['scope' => $scope] : []) + $answer;
        $challenge = array_map(fn (string $name, string $value) => "$name=\"$value\"", array_keys($challenge), $challenge);

        return new JsonResponse($answer, $status, ['WWW-Authenticate' => 'Bearer '.implode(', ', $challenge), 'Cache-Control' => 'no-store']);
    }

    /** No challenge and another name for the description: no fresh token would help. */
    private function someoneElse(): Response
    {
        return new JsonResponse(
            ['error' => 'access_denied', 'error_message' => 'You do not have access to take this action on behalf of this user'],
            401,
        );
    }

    /** @return ?array<string, mixed> */
    private function row(string $sql, mixed ...$values): ?array
    {
        return $this->run($sql, ...$values)->fetch() ?: null;
    }

    private function run(string $sql, mixed ...$values): \PDOStatement
    {
        $statement = $this->database->prepare($sql);
        $statement->execute($values);

        return $statement;
    }
}
