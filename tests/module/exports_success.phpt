--TEST--
The shared object exports get_module and nothing else
--EXTENSIONS--
coop
--SKIPIF--
<?php
exec('nm --version 2>/dev/null', $output, $status);
if ($status !== 0) die('skip nm is not installed');
if (!preg_match('/^[^ ]*\/coop\.so$/m', implode("\n", array_map(fn ($line) => strrchr($line, ' ') ? substr(strrchr($line, ' '), 1) : '', file('/proc/self/maps', FILE_IGNORE_NEW_LINES))))) die('skip coop is not a shared object here');
?>
--FILE--
<?php
preg_match('/ (\/[^ ]*\/coop\.so)$/m', file_get_contents('/proc/self/maps'), $found);
exec('nm -D --defined-only ' . escapeshellarg($found[1]), $lines);
foreach ($lines as $line) {
    echo strrchr($line, ' '), "\n";
}
?>
--EXPECT--
 get_module
