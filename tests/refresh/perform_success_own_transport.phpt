--TEST--
performForAll() over the site's own transport
--EXTENSIONS--
coop
pdo
pdo_sqlite
--SKIPIF--
<?php require __DIR__ . '/../inc/fault_server.inc'; if ($why = FaultServer::skipReason()) die("skip $why"); ?>
--FILE--
<?php
require __DIR__ . '/perform.inc';
$site = coop_site();
$later = in_an_hour();
$site->users(['ann', 'bob', 'cid', 'dan'], $later);
$requests = [];
$transport = static function (string $method, string $url, array $headers, string $body) use (&$requests, $site): Coop\Response {
    $path = parse_url($url, PHP_URL_PATH);
    $requests[$path] = ($requests[$path] ?? 0) + 1;
    return match (true) {
        $path === '/token' => new Coop\Response(200, ['content-type' => ['application/json']], '{"access_token":"new","refresh_token":"newer","expires_in":3600}'),
        $path === '/api/2/eggs-count' => throw new Coop\TransportException('cut', true, 'receive'),
        $path === '/api/3/eggs-count' && $headers['Authorization'] !== 'Bearer new' => new Coop\Response(401, ['www-authenticate' => ['Bearer']], ''),
        default => new Coop\Response(200, ['content-type' => ['application/json']], '{"success":true,"message":"3 eggs","data":3}'),
    };
};
$told = new Told();
var_dump($site->manager(client: coop_client($site, transport: $transport))->performForAll(Coop\Action::EggsCount, $told));
$told->show();
ksort($requests);
echo json_encode($requests, JSON_UNESCAPED_SLASHES), "\n";
$told = new Told();
attempt(fn () => $site->manager(client: coop_client($site, transport: static fn () => throw new DomainException('no network in tests')))->performForAll(Coop\Action::EggsCount, $told));
echo count($told->results), " told\n";
?>
--EXPECT--
int(3)
ann: done
bob: TransportException
cid: done
dan: done
{"/api/1/eggs-count":1,"/api/2/eggs-count":1,"/api/3/eggs-count":2,"/api/4/eggs-count":1,"/token":1}
DomainException: no network in tests
0 told
