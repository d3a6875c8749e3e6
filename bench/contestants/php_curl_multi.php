<?php
// The best loop a PHP person writes by hand: curl_multi, each handle reused as soon as it is free.
declare(strict_types=1);
require __DIR__ . '/users.inc';

$users = new Users();
$due = $users->due();
$multi = curl_multi_init();
curl_multi_setopt($multi, CURLMOPT_MAXCONNECTS, (int) setting('C'));
$started = 0;
$owners = []; // email of each handle's user
$start = function (CurlHandle $curl) use ($due, $multi, &$started, &$owners): void {
    [$email, $refreshToken] = $due[$started++];
    curl_setopt($curl, CURLOPT_POSTFIELDS, http_build_query(form($refreshToken)));
    $owners[spl_object_id($curl)] = $email;
    curl_multi_add_handle($multi, $curl);
};
while ($started < min((int) setting('C'), count($due))) {
    $curl = curl_init(setting('URL'));
    curl_setopt_array($curl, [CURLOPT_RETURNTRANSFER => true, CURLOPT_CAINFO => setting('CA'), CURLOPT_HTTP_VERSION => CURL_HTTP_VERSION_1_1]);
    $start($curl);
}
for ($left = count($due); $left > 0;) {
    curl_multi_exec($multi, $running);
    while ($done = curl_multi_info_read($multi)) {
        $curl = $done['handle'];
        if ($done['result'] !== CURLE_OK || curl_getinfo($curl, CURLINFO_RESPONSE_CODE) !== 200) {
            throw new RuntimeException(curl_strerror($done['result']));
        }
        $users->save($owners[spl_object_id($curl)], json_decode(curl_multi_getcontent($curl), true));
        $left--;
        curl_multi_remove_handle($multi, $curl);
        if ($started < count($due)) {
            $start($curl);
        }
    }
    if ($left > 0) {
        curl_multi_select($multi, 1.0);
    }
}
$users->finish();
