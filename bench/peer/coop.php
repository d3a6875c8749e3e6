<?php
// bench: style=conc http=1 needs=COOP_SO args=COOP_SO
// The extension. COOP_SO="-d extension=/path/to/coop.so" where another harness runs this file.
declare(strict_types=1);

$pdo = new PDO('sqlite:' . getenv('BENCH_DB'));
$pdo->exec('PRAGMA synchronous=FULL');
$store = new Coop\PdoTokenStore($pdo);
$store->installSchema();
$provider = new Coop\Provider('bench', getenv('BENCH_URL'), clientAuthMethod: Coop\ClientAuthMethod::ClientSecretPost);
$client = new Coop\Client($provider, 'bench', 'secret', caFile: getenv('BENCH_CA') ?: null);
$journal = getenv('BENCH_JOURNAL') ?: getenv('BENCH_DB') . '-journal-' . getmypid(); // a new one each time
$report = (new Coop\TokenManager($client, $store, $journal))->refreshExpiring(concurrency: (int) getenv('BENCH_C'));
echo 'requests=', $report->counts['saved'], "\n";
exit($report->ok() ? 0 : 1);
