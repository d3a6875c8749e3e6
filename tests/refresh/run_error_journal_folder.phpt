--TEST--
The journal folder: made for its owner only, refused where others could read it; then nothing is sent
--EXTENSIONS--
coop
pdo
pdo_sqlite
posix
--SKIPIF--
<?php require __DIR__ . '/../inc/fault_server.inc'; if ($why = FaultServer::skipReason()) die("skip $why"); ?>
--FILE--
<?php
require __DIR__ . '/site.inc';
$site = new Site();
$tokens = $site->users(3);
$try = static function (?string $folder) use ($site): void {
    try {
        show($site->manager(journalDirectory: $folder)->refreshExpiring());
    } catch (Coop\StoreException $e) {
        echo strtr($e->getMessage(), [$site->folder => '<folder>']), "\n";
    }
    echo '  ', $site->server->stats()['requests'], " requests\n";
};
$try(null);
foreach ([0755, 0770, 0704, 0710] as $mode) {
    mkdir("$site->folder/open");
    chmod("$site->folder/open", $mode);
    $try("$site->folder/open");
    rmdir("$site->folder/open");
}
touch("$site->folder/file");
$try("$site->folder/file");
mkdir("$site->folder/target", 0700);
symlink("$site->folder/target", "$site->folder/link");
$try("$site->folder/link");
$try("$site->folder/link/");
$try("$site->folder/none/deep");
// A folder of somebody else's: for root one that was given away, for others the root folder.
$foreign = '/';
if (posix_geteuid() === 0) {
    $foreign = "$site->folder/foreign";
    mkdir($foreign, 0700);
    chown($foreign, 'nobody');
}
try {
    $site->manager(journalDirectory: $foreign)->refreshExpiring();
} catch (Coop\StoreException $e) {
    $owner = posix_getpwuid(fileowner($foreign))['name'];
    $self = posix_getpwuid(posix_geteuid())['name'];
    echo 'foreign: ', str_contains($e->getMessage(), "belongs to $owner") && str_contains($e->getMessage(), "runs as $self") ? 'both users are named' : $e->getMessage(), "\n";
}
$try("$site->folder/journal");
printf("%04o\n", fileperms("$site->folder/journal") & 07777);
umask(0);
show($site->manager(journalDirectory: "$site->folder/second/")->refreshExpiring(new DateTimeImmutable('+1 month')));
printf("%04o", fileperms("$site->folder/second") & 07777);
foreach (glob("$site->folder/second/*") as $file) {
    printf(" %04o %s", fileperms($file) & 07777, preg_replace('/^[0-9a-f]{32}\.\d+\.closed$/', '<name>.<commits>.closed', basename($file)));
}
?>
--EXPECT--
Refreshing a table needs a journal folder, which keeps every answer until it is saved: pass journalDirectory, an absolute path outside of the document root, to Coop\TokenManager
  0 requests
The journal folder <folder>/open can be opened by other accounts (mode 0755), and there are tokens in it: run chmod 0700 <folder>/open
  0 requests
The journal folder <folder>/open can be opened by other accounts (mode 0770), and there are tokens in it: run chmod 0700 <folder>/open
  0 requests
The journal folder <folder>/open can be opened by other accounts (mode 0704), and there are tokens in it: run chmod 0700 <folder>/open
  0 requests
The journal folder <folder>/open can be opened by other accounts (mode 0710), and there are tokens in it: run chmod 0700 <folder>/open
  0 requests
The journal folder <folder>/file is a file or a symbolic link: name a folder
  0 requests
The journal folder <folder>/link is a file or a symbolic link: name a folder
  0 requests
The journal folder <folder>/link/ is a file or a symbolic link: name a folder
  0 requests
The journal folder <folder>/none/deep cannot be made or opened (No such file or directory): make it, and give it to the account that runs this script, with mode 0700
  0 requests
foreign: both users are named
{"saved":3} of 3, complete, ok
  3 requests
0700
{"saved":3} of 3, complete, ok
0700 0600 <name>.<commits>.closed
