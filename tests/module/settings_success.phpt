--TEST--
The module has no settings, functions or globals of PHP's; its constant is its version
--EXTENSIONS--
coop
--FILE--
<?php
$module = new ReflectionExtension('coop');
echo json_encode([$module->getINIEntries(), array_keys($module->getFunctions()), array_keys($module->getConstants()), $module->getDependencies()]), "\n";
var_dump(preg_match('/^\d+\.\d+\.\d+(-\w+)?$/', Coop\VERSION), phpversion('coop') === Coop\VERSION);
foreach ($module->getClasses() as $class) {
    if (!$class->isInterface() && !$class->isEnum() && !$class->isFinal() && !$class->isSubclassOf(Exception::class)) {
        echo $class->getName(), " is open\n";
    }
    foreach ($class->getProperties(ReflectionProperty::IS_PUBLIC) as $property) {
        if (!$property->isReadOnly()) {
            echo "$class->name::$property->name can be written\n";
        }
    }
    foreach ($class->getMethods() as $method) {
        if ($method->getDeclaringClass()->getName() === $class->getName() && !$class->isEnum() && !$method->isConstructor() && !$method->hasReturnType() && !$method->hasTentativeReturnType()) {
            echo "$class->name::$method->name has no return type\n";
        }
    }
}
?>
--EXPECT--
[[],[],["Coop\\VERSION"],{"date":"Required","json":"Required","pdo":"Optional","session":"Optional"}]
int(1)
bool(true)
