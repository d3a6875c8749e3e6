<?php
// A page of a site behind php -S, over a persistent connection: ?place=onResult&way=exit&nth=3 ends in the midst of a run.
// Without a place: the run, and what the process has open.
require __DIR__ . '/ending.inc';

/** How many descriptors of each kind; connections are counted by the test. */
function descriptors(): array
{
    $kinds = [];
    foreach (scandir('/proc/self/fd') as $number) {
        $target = @readlink("/proc/self/fd/$number");
        if ($target !== false && !str_starts_with($target, 'socket:')) {
            $kinds[] = preg_replace('~^/.*/~', '', $target);
        }
    }
    $counts = array_count_values($kinds);
    ksort($counts);
    return $counts;
}

['source' => $source, 'url' => $url, 'journal' => $journal, 'place' => $place, 'way' => $way, 'nth' => $nth] = $_GET + ['place' => '', 'way' => '', 'nth' => '0'];
Ending::plan($place, $way, (int) $nth);
$pdo = new EndingPdo($source, 'coop', [PDO::ATTR_PERSISTENT => true]);
$client = new Coop\Client(new Coop\Provider('test', "$url/token"), 'id', 'secret');
$manager = ending_manager($client, $pdo, $journal, $place);
$report = $manager->refreshExpiring(concurrency: 8, onResult: static function (): void {
    time_nanosleep(0, 2000000);
    Ending::at('onResult');
});
echo json_encode(['counts' => array_filter($report->counts), 'open' => $pdo->inTransaction(), 'descriptors' => descriptors()]);
