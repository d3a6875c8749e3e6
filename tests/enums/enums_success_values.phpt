--TEST--
The enums, their cases and values
--EXTENSIONS--
coop
--FILE--
<?php
foreach ([Coop\Action::class, Coop\ClientAuthMethod::class, Coop\RefreshOutcome::class] as $enum) {
    echo $enum, "\n";
    foreach ($enum::cases() as $case) {
        echo "  $case->name = $case->value\n";
    }
}
var_dump(Coop\Action::from('eggs-count') === Coop\Action::EggsCount);
?>
--EXPECT--
Coop\Action
  BarnUnlock = barn-unlock
  ToiletseatDown = toiletseat-down
  ChickensFeed = chickens-feed
  EggsCollect = eggs-collect
  EggsCount = eggs-count
Coop\ClientAuthMethod
  ClientSecretPost = client_secret_post
  ClientSecretBasic = client_secret_basic
  ClientSecretBasicRaw = client_secret_basic_raw
  None = none
Coop\RefreshOutcome
  Saved = saved
  Superseded = superseded
  Leased = leased
  NotSent = not_sent
  Deferred = deferred
  OutcomeUnknown = outcome_unknown
  Rejected = rejected
  ReauthorizationRequired = reauthorization_required
  Unsaveable = unsaveable
bool(true)
