<?php

/**
 * The library asks for time() without a leading backslash. PHP looks into the caller's namespace first, so these two
 * functions put the whole library on the server's clock, which tests can move.
 */

namespace OAuth2 {
    function time(): int
    {
        return \CoopSite\Clock::now();
    }
}

namespace OAuth2\Model {
    function time(): int
    {
        return \CoopSite\Clock::now();
    }
}
