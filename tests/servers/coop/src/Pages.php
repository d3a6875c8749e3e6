<?php

declare(strict_types=1);

namespace CoopSite;

/** What a person sees in the browser. */
final class Pages
{
    /** @param array<string, string> $scopes name => what it means */
    public function home(array $scopes): string
    {
        return $this->page('COOP', <<<HTML
            <p>The Chicken Oversight Operations Platform, a server for tests.</p>
            <p>Applications send their users to <code>/authorize</code>, get tokens at <code>/token</code>
               and call <code>/api/me</code> and <code>/api/{id}/{action}</code>. Scopes:</p>
            {$this->list($scopes)}
            HTML);
    }

    public function message(string $title, string $text): string
    {
        return $this->page($title, '<p class="error">'.$this->escape($text).'</p>');
    }

    public function login(string $error = '', string $email = ''): string
    {
        $error = $error === '' ? '' : '<p class="error">'.$this->escape($error).'</p>';

        return $this->page('Log in to COOP', <<<HTML
            $error
            <form method="post">
                <label>E-mail <input id="form-email" type="email" name="email" value="{$this->escape($email)}" required autofocus></label>
                <label>Password <input id="form-password" type="password" name="password" required></label>
                <button>Login!</button>
            </form>
            HTML);
    }

    /** @param array<string, string> $scopes name => what it means */
    public function consent(string $clientId, array $scopes, string $email): string
    {
        $name = $this->escape($clientId);

        return $this->page("Authorize \"$clientId\"", <<<HTML
            <p>Welcome, chicken owner! You are signed in as {$this->escape($email)}.</p>
            <p><strong>$name</strong> is requesting permission to perform the following actions:</p>
            {$this->list($scopes)}
            <form method="post">
                <button name="authorize" value="1">Yes, I Authorize This Request</button>
                <button name="authorize" value="0">No, get me out of here!</button>
            </form>
            <form method="post"><button name="sign_out" value="1">Sign in as someone else</button></form>
            HTML);
    }

    /** @param array<string, string> $scopes */
    private function list(array $scopes): string
    {
        $items = '';
        foreach ($scopes as $name => $meaning) {
            $items .= '<li>'.$this->escape("$meaning ($name)").'</li>';
        }

        return "<ul>$items</ul>";
    }

    private function page(string $title, string $body): string
    {
        $title = $this->escape($title);

        return <<<HTML
            <!DOCTYPE html>
            <html lang="en">
            <head>
                <meta charset="utf-8">
                <title>$title</title>
                <style>
                    body { font: 1em/1.5 sans-serif; max-width: 36em; margin: 3em auto; padding: 0 1em }
                    label { display: block; margin-bottom: 1em }
                    .error { color: #a00 }
                </style>
            </head>
            <body>
            <h1>$title</h1>
            $body
            </body>
            </html>
            HTML;
    }

    private function escape(string $text): string
    {
        return htmlspecialchars($text, ENT_QUOTES | ENT_SUBSTITUTE);
    }
}
