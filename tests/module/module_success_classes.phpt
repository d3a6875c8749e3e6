--TEST--
The module: version, classes that are final but the exceptions, phpinfo
--EXTENSIONS--
coop
--FILE--
<?php
$module = new ReflectionExtension('coop');
var_dump(Coop\VERSION === $module->getVersion());
foreach ($module->getClasses() as $class) {
    echo $class->isInterface() ? 'interface ' : ($class->isFinal() ? 'final ' : ''), $class->getName(), "\n";
}
var_dump($module->getFunctions(), $module->getINIEntries());
ob_start();
$module->info();
echo preg_replace('/\d+(\.\d+)+\S*.*/', 'VERSION', ob_get_clean());
?>
--EXPECT--
bool(true)
Coop\Action
Coop\ClientAuthMethod
Coop\RefreshOutcome
Coop\CoopException
Coop\TransportException
Coop\OAuthErrorException
Coop\ReauthorizationRequiredException
Coop\ApiErrorException
Coop\InvalidResponseException
Coop\CallbackException
Coop\StoreException
Coop\LeaseException
final Coop\Provider
final Coop\TokenSet
final Coop\AuthorizationCode
final Coop\Response
final Coop\Client
interface Coop\TokenStore
final Coop\StoredTokens
final Coop\PdoTokenStore
final Coop\SessionTokenStore
final Coop\PdoLeases
final Coop\RefreshResult
final Coop\RefreshReport
final Coop\Account
final Coop\ActionResult
final Coop\TokenManager
array(0) {
}
array(0) {
}

coop

coop => enabled
Version => VERSION
libcurl => VERSION
OpenSSL => VERSION
