<?php

declare(strict_types=1);

namespace TopCluck;

use Coop\Client;
use Coop\PdoTokenStore;
use Coop\Provider;
use Coop\TokenManager;

/** What the scripts work with. Everything about the server and the database comes from the environment. */
final class Site
{
    /** What TopCluck asks a farmer for. */
    public const SCOPE = [\Coop\Action::EggsCollect, \Coop\Action::EggsCount, 'profile'];

    public function __construct(
        public readonly \PDO $pdo,
        public readonly Client $client,
        public readonly PdoTokenStore $store,
        public readonly TokenManager $manager,
    ) {
    }

    public static function fromEnvironment(): Site
    {
        $data = dirname(__DIR__).'/data';

        // The tokens are in the table `users`, beside the farmers' names. The store has a connection of its own, which it
        // opens again when it is lost in the middle of a run.
        $connect = fn (): \PDO => new \PDO(self::setting('TOPCLUCK_DATABASE', "sqlite:$data/topcluck.db"));

        $client = new Client(
            Provider::coop(self::setting('COOP_BASE_URL', 'http://localhost:9002'), allowHttp: self::setting('COOP_ALLOW_HTTP', '') === '1'),
            clientId: self::setting('COOP_CLIENT_ID', 'TopCluck'),
            clientSecret: self::setting('COOP_CLIENT_SECRET', '2e2dfd645da38940b1ff694733cc6be6'),
            redirectUri: self::setting('COOP_REDIRECT_URI', 'http://localhost:9000/coop/oauth/handle'),
        );
        $store = new PdoTokenStore($connect);
        $manager = new TokenManager($client, $store, journalDirectory: self::setting('TOPCLUCK_JOURNAL', "$data/journal"));

        return new Site($connect(), $client, $store, $manager);
    }

    private static function setting(string $name, string $default): string
    {
        $value = getenv($name);

        return $value === false || $value === '' ? $default : $value;
    }
}
