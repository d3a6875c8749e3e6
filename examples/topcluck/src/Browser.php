<?php

declare(strict_types=1);

namespace TopCluck;

/** A farmer with a browser, for trying things out without one: fills in the two pages that COOP shows during a login. */
final class Browser
{
    /** @var array<string, string> */
    private array $cookies = [];

    /**
     * Follows the link to COOP, signs in and presses "Yes, I Authorize This Request".
     *
     * @return string where COOP sends the browser then: the redirect URI, with a code and the state
     */
    public function authorize(string $authorizationUrl, string $email, #[\SensitiveParameter] string $password): string
    {
        [$status, , $page] = $this->request($authorizationUrl);
        if ($status !== 200 || !str_contains($page, 'name="password"')) {
            throw new \RuntimeException('COOP shows no login page: '.$this->textOf($page));
        }
        [$status, , $page] = $this->request($authorizationUrl, ['email' => $email, 'password' => $password]);
        if ($status !== 303) {
            throw new \RuntimeException("COOP does not let $email in: ".$this->textOf($page));
        }
        [, , $page] = $this->request($authorizationUrl);
        if (!str_contains($page, 'name="authorize"')) {
            throw new \RuntimeException('COOP does not ask for consent: '.$this->textOf($page));
        }
        [, $location, $page] = $this->request($authorizationUrl, ['authorize' => '1']);

        return $location ?? throw new \RuntimeException('COOP does not send the browser back: '.$this->textOf($page));
    }

    /**
     * @param ?array<string, string> $form null: GET, else POST
     * @return array{int, ?string, string} status, where to go next, page
     */
    private function request(string $url, #[\SensitiveParameter] ?array $form = null): array
    {
        $headers = ['Cookie: '.implode('; ', array_map(fn (string $name, string $value) => "$name=$value", array_keys($this->cookies), $this->cookies))];
        if ($form !== null) {
            $headers[] = 'Content-Type: application/x-www-form-urlencoded';
        }
        $page = @file_get_contents($url, false, stream_context_create(['http' => [
            'method' => $form === null ? 'GET' : 'POST',
            'header' => $headers,
            'content' => http_build_query($form ?? []),
            'follow_location' => 0,
            'ignore_errors' => true,
            'timeout' => 20,
        ]]));
        if ($page === false) {
            throw new \RuntimeException('COOP does not answer at '.strtok($url, '?'));
        }

        $location = null;
        foreach ($http_response_header as $line) {
            if (preg_match('/^Set-Cookie: ([^=]+)=([^;]*)/i', $line, $match)) {
                $this->cookies[$match[1]] = $match[2];
            } elseif (preg_match('/^Location: (.*)$/i', $line, $match)) {
                $location = trim($match[1]);
            }
        }

        return [(int) explode(' ', $http_response_header[0])[1], $location, $page];
    }

    /** What a person reads on the page. */
    private function textOf(string $html): string
    {
        return trim(preg_replace('/\s+/', ' ', strip_tags(preg_replace('~<head>.*?</head>~s', '', $html))));
    }
}
