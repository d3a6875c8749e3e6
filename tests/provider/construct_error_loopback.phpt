--TEST--
Plain http goes to loopback only, in its plain spellings; allowHttp lets the others pass but nothing that is no URL
--EXTENSIONS--
coop
--FILE--
<?php
$try = function (string $host, bool $allowHttp): string {
    try {
        new Coop\Provider('x', "http://$host/token", allowHttp: $allowHttp);
        return 'fine';
    } catch (ValueError) {
        return 'refused';
    }
};
foreach (['localhost', 'LOCALHOST:8080', '127.0.0.1', '127.255.255.254', '[::1]', '[0:0:0:0:0:0:0:1]:1', 'localhost.', 'localhost.evil.example', 'notlocalhost',
    '127.1', '0x7f.0.0.1', '0177.0.0.1', '2130706433', '127.0.0.1.evil.example', '0.0.0.0', '[::]', '[::ffff:127.0.0.1]', '169.254.169.254', '10.0.0.1',
    '127.0.0.1@evil.example', 'evil.example#@127.0.0.1', '127.0.0.1\\evil.example', '127.0.0.1:65536', '127.0.0.1:', '127.0.0.1:80a', "127.0.0.1\t", "127.0.0.1\0", '[::1', '127.0.0.1%00', 'лocalhost', ''] as $host) {
    echo json_encode($host, JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES), ': ', $try($host, false), ', with allowHttp ', $try($host, true), "\n";
}
?>
--EXPECT--
"localhost": fine, with allowHttp fine
"LOCALHOST:8080": fine, with allowHttp fine
"127.0.0.1": fine, with allowHttp fine
"127.255.255.254": fine, with allowHttp fine
"[::1]": fine, with allowHttp fine
"[0:0:0:0:0:0:0:1]:1": fine, with allowHttp fine
"localhost.": refused, with allowHttp fine
"localhost.evil.example": refused, with allowHttp fine
"notlocalhost": refused, with allowHttp fine
"127.1": refused, with allowHttp fine
"0x7f.0.0.1": refused, with allowHttp fine
"0177.0.0.1": refused, with allowHttp fine
"2130706433": refused, with allowHttp fine
"127.0.0.1.evil.example": refused, with allowHttp fine
"0.0.0.0": refused, with allowHttp fine
"[::]": refused, with allowHttp fine
"[::ffff:127.0.0.1]": refused, with allowHttp fine
"169.254.169.254": refused, with allowHttp fine
"10.0.0.1": refused, with allowHttp fine
"127.0.0.1@evil.example": refused, with allowHttp refused
"evil.example#@127.0.0.1": refused, with allowHttp refused
"127.0.0.1\\evil.example": refused, with allowHttp refused
"127.0.0.1:65536": refused, with allowHttp refused
"127.0.0.1:": refused, with allowHttp refused
"127.0.0.1:80a": refused, with allowHttp refused
"127.0.0.1\t": refused, with allowHttp refused
"127.0.0.1\u0000": refused, with allowHttp refused
"[::1": refused, with allowHttp refused
"127.0.0.1%00": refused, with allowHttp refused
"лocalhost": refused, with allowHttp refused
"": refused, with allowHttp refused
