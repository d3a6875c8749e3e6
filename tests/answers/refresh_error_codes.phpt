--TEST--
Token answers on refresh: every error code with every status, as an exception with its facts
--EXTENSIONS--
coop
--FILE--
<?php
// A transport closure stands in for the server: 20 codes x 6 statuses x 2 forms.
$codes = ['invalid_request', 'invalid_client', 'invalid_grant', 'unauthorized_client', 'unsupported_grant_type', 'invalid_scope',
    'access_denied', 'unsupported_response_type', 'server_error', 'temporarily_unavailable', 'invalid_token', 'expired_token', 'insufficient_scope',
    'slow_down', 'authorization_pending', 'interaction_required', 'login_required', 'consent_required', 'use_dpop_nonce', 'something_of_its_own'];
$response = null;
$client = new Coop\Client(new Coop\Provider('test', 'http://127.0.0.1:1/token'), 'id', 'secret', transport: function () use (&$response) { return $response; });
$count = $wrong = 0;
foreach ($codes as $code) {
    foreach ([200, 400, 401, 403, 500, 503] as $status) {
        foreach (['application/json' => json_encode(['error' => $code, 'error_description' => "no: $code", 'error_uri' => 'https://example.com/why']),
            'application/x-www-form-urlencoded' => http_build_query(['error' => $code, 'error_description' => "no: $code", 'error_uri' => 'https://example.com/why'])] as $type => $body) {
            $response = new Coop\Response($status, ['Content-Type' => $type], $body);
            $count++;
            try {
                $client->refresh('token');
                echo "$code $status: tokens\n";
            } catch (Coop\OAuthErrorException $e) {
                if ([$e->error, $e->errorDescription, $e->errorUri, $e->status, $e->retryAfter] !== [$code, "no: $code", 'https://example.com/why', $status, null]) {
                    echo "$code $status $type: ", json_encode([$e->error, $e->errorDescription, $e->errorUri, $e->status, $e->retryAfter]), "\n";
                }
            }
        }
    }
}
echo "$count errors\n";

echo "-- bodies that are no OAuth error\n";
foreach (['', '<html>502 Bad Gateway</html>', '[]', '"error"', '{"error":true}', '{"error":null}', '{"error":""}', '{"message":"no"}', '{"detail":"Could not validate credentials"}',
    '{"access_token":"a","refresh_token":"r"}'] as $body) {
    foreach ([302, 400, 418, 500, 599] as $status) {
        $response = new Coop\Response($status, [], $body);
        try {
            $client->refresh('token');
            echo "tokens\n";
        } catch (Coop\OAuthErrorException $e) {
            if ($e->error !== null || $e->status !== $status) {
                echo "$body $status: ", json_encode([$e->error, $e->status]), "\n";
            }
        }
    }
}

echo "-- Retry-After\n";
$date = static fn (int $in): string => gmdate('D, d M Y H:i:s', time() + $in) . ' GMT';
foreach (['0' => 0, '3' => 3, ' 7 ' => 7, '3600' => 3600, '3601' => 3600, '315360000' => 3600, str_repeat('9', 100) => 3600, '-1' => null, '1.5' => 2, 'soon' => null, '' => null, '12 monkeys' => null,
    $date(90) => 90, $date(-90) => 0, $date(315360000) => 3600, '2030-01-01 00:00:00' => null] as $text => $seconds) {
    foreach ([429, 503] as $status) {
        $response = new Coop\Response($status, ['Retry-After' => (string) $text], '{"error":"temporarily_unavailable"}');
        try {
            $client->refresh('token');
        } catch (Coop\OAuthErrorException $e) {
            if ($seconds === null || $e->retryAfter === null ? $e->retryAfter !== $seconds : abs($e->retryAfter - $seconds) > 2) {
                echo "$text: ", json_encode($e->retryAfter), "\n";
            }
        }
    }
}

echo "-- words of the server\n";
foreach (["bad\r\nX-Injected: yes\0\x1b[31m", "caf\u{e9}", "a\u{202e}b"] as $words) {
    $response = new Coop\Response(400, [], json_encode(['error' => 'invalid_request', 'error_description' => $words]));
    try {
        $client->refresh('token');
    } catch (Coop\OAuthErrorException $e) {
        foreach ([$e->errorDescription, $e->getMessage()] as $text) {
            echo preg_match('/[\x00-\x1f\x7f]/', $text) || !preg_match('//u', $text) ? 'dirty' : 'clean', ' ';
        }
    }
}
$response = new Coop\Response(400, [], "{\"error\":\"a\xFFb\",\"error_description\":\"a\xFFb\"}");
try {
    $client->refresh('token');
} catch (Coop\OAuthErrorException $e) {
    echo preg_match('//u', $e->error . $e->errorDescription . $e->getMessage()) ? 'clean' : 'dirty';
}
$response = new Coop\Response(400, [], json_encode(['error' => 'invalid_request', 'error_description' => str_repeat('é', 5000)]));
try {
    $client->refresh('token');
} catch (Coop\OAuthErrorException $e) {
    echo strlen($e->errorDescription) <= 1024 && preg_match('//u', $e->errorDescription) ? ', short' : ', long', "\n";
}
?>
--EXPECT--
240 errors
-- bodies that are no OAuth error
-- Retry-After
-- words of the server
clean clean clean clean clean clean clean, short
