<?php
// For bench/ten-million: installs the schema, then refreshes everybody who is due, BENCH_C abreast (0: nobody).
declare(strict_types=1);

$open = fn (): PDO => new PDO(getenv('BENCH_DSN'), getenv('BENCH_USER') ?: null, getenv('BENCH_PASSWORD') ?: null);
$store = new Coop\PdoTokenStore($open());
$store->installSchema();
if ((int) getenv('BENCH_C') === 0) {
    exit("requests=0\n");
}
$provider = new Coop\Provider('bench', getenv('BENCH_URL'), clientAuthMethod: Coop\ClientAuthMethod::ClientSecretPost);
$manager = new Coop\TokenManager(new Coop\Client($provider, 'bench', 'secret'), $store, getenv('BENCH_JOURNAL'));
$report = $manager->refreshExpiring(concurrency: (int) getenv('BENCH_C'));
echo 'requests=', $report->counts['saved'], "\n";
exit($report->ok() ? 0 : 1);
