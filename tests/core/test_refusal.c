/* SPDX-License-Identifier: MIT */
#include "../../ext/core/refusal.h"
#include "../../ext/core/words.h"
#include "test.h"

enum {
	ENDED = COOP_REFUSAL_ENDED,
	LIMITED = COOP_REFUSAL_LIMITED,
	BUSY = COOP_REFUSAL_BUSY,
	UNCLEAR = COOP_REFUSAL_UNCLEAR,
	CLIENT = COOP_REFUSAL_CLIENT,
	SAID = COOP_REFUSAL_SAID,
	MUTE = COOP_REFUSAL_MUTE,
};

static coop_refusal judge(int status, const char *error, const char *description, coop_dialect_id dialect, bool wait)
{
	const coop_refused_answer answer = {
		.status = status,
		.has_retry_after = wait,
		.error = coop_view_of(error),
		.description = coop_view_of(description),
		.holds_error = error || description,
		.dialect = coop_dialect_get(dialect),
	};
	return coop_refusal_of(&answer);
}

/* What servers answer, as their documentation, their source or their clients' source shows it. */
static void servers(void)
{
	static const struct {
		const char *server;
		int status;
		const char *error, *description;
		int kind;
	} ROWS[] = {
		/* Ended, in RFC 6749's word. */
		{"Google", 400, "invalid_grant", "Token has been expired or revoked.", ENDED},
		{"Google, Bad Request", 400, "invalid_grant", "Bad Request", ENDED},
		{"Keycloak, token", 400, "invalid_grant", "Token is not active", ENDED},
		{"Keycloak, session", 400, "invalid_grant", "Session not active", ENDED},
		{"Keycloak, offline", 400, "invalid_grant", "Offline user session not found", ENDED},
		{"Keycloak, reuse", 400, "invalid_grant", "Maximum allowed refresh token reuse exceeded", ENDED},
		{"Keycloak, stale", 400, "invalid_grant", "Stale token", ENDED},
		{"Microsoft", 400, "invalid_grant", "AADSTS700082: The refresh token has expired due to inactivity.", ENDED},
		{"Microsoft, password changed", 400, "invalid_grant",
			"AADSTS50173: The provided grant has expired due to it being revoked, a fresh auth token is needed.",
			ENDED},
		{"Microsoft, MFA", 400, "interaction_required", "AADSTS50076: you must use multi-factor authentication", ENDED},
		{"Microsoft, consent", 400, "consent_required", "AADSTS65001: The user has not consented", ENDED},
		{"OpenID Connect", 400, "login_required", NULL, ENDED},
		{"QuickBooks", 400, "invalid_grant", "Incorrect or invalid refresh token", ENDED},
		{"Xero", 400, "invalid_grant", NULL, ENDED},
		{"Spotify", 400, "invalid_grant", "Refresh token revoked", ENDED},
		{"Dropbox", 400, "invalid_grant", "refresh token is invalid or revoked", ENDED},
		{"Box", 400, "invalid_grant", "Refresh token has expired", ENDED},
		{"Amazon", 400, "invalid_grant",
			"The request has an invalid grant parameter : refresh_token. User may have revoked or didn't grant the "
			"permission.",
			ENDED},
		{"eBay", 400, "invalid_grant",
			"the provided authorization refresh token is invalid or was issued to another client", ENDED},
		{"Atlassian", 403, "invalid_grant", "Unknown or invalid refresh token.", ENDED},
		{"Auth0", 403, "invalid_grant", "Unknown or invalid refresh token.", ENDED},
		{"Okta", 400, "invalid_grant", "The refresh token is invalid or expired.", ENDED},
		{"Cognito's token endpoint", 400, "invalid_grant", NULL, ENDED},
		{"Notion", 400, "invalid_grant", NULL, ENDED},
		{"GitLab and Doorkeeper", 400, "invalid_grant",
			"The provided authorization grant is invalid, expired, revoked, does not match the redirection URI used in "
			"the authorization request, or was issued to another client.",
			ENDED},
		{"bshaffer and redCORE", 400, "invalid_grant", "Invalid refresh token", ENDED},
		{"FOSOAuthServerBundle", 400, "invalid_grant", "Invalid refresh token", ENDED},
		{"django-oauth-toolkit", 400, "invalid_grant", NULL, ENDED},
		{"Django with 401", 401, "invalid_grant", NULL, ENDED},
		{"Spring", 400, "invalid_grant", "Invalid refresh token: 0f6ea5", ENDED},
		{"Spring, expired", 401, "invalid_token", "Invalid refresh token (expired): 0f6ea5", ENDED},
		{"IdentityServer", 400, "invalid_grant", NULL, ENDED},
		{"Hydra", 400, "invalid_grant",
			"The provided authorization grant (e.g., authorization code, resource owner credentials) or refresh token "
			"is invalid, expired, revoked, does not match the redirection URI used in the authorization request, or "
			"was issued to another client. The refresh token has not been found.",
			ENDED},
		{"Hydra, inactive", 401, "token_inactive",
			"Token is inactive because it is malformed, expired or otherwise invalid.", ENDED},
		{"node oauth2-server", 400, "invalid_grant", "Invalid grant: refresh token is invalid", ENDED},
		{"oidc-provider", 400, "invalid_grant", "grant request is invalid", ENDED},
		{"Salesforce", 400, "invalid_grant", "expired access/refresh token", ENDED},
		{"Salesforce, inactive user", 400, "inactive_user", "inactive user", ENDED},
		{"Stripe", 400, "invalid_grant", "Refresh token does not exist: rt_0", ENDED},
		{"Discord", 400, "invalid_grant", "Invalid \"refresh_token\" in request.", ENDED},
		{"Kakao", 400, "invalid_grant", "expired_or_invalid_refresh_token", ENDED},
		{"LINE", 400, "invalid_grant", "invalid refresh_token", ENDED},
		{"TikTok", 200, "invalid_grant", "Refresh token is invalid or expired.", ENDED},
		{"any, 500", 500, "invalid_grant", NULL, ENDED},
		{"any, 429", 429, "invalid_grant", NULL, ENDED},
		{"any, in capitals", 400, "INVALID_GRANT", NULL, ENDED},
		{"any, in one word", 400, "InvalidGrant", NULL, ENDED},
		/* Ended, in words of their own. */
		{"Exact", 401, "unauthorized_client", "Old refresh token used.", ENDED},
		{"Exact, expired", 401, "unauthorized_client", "Token is expired", ENDED},
		{"Atlassian, before 2022", 403, "unauthorized_client", "refresh_token is invalid", ENDED},
		{"Shopify", 401, "invalid_request", "This request requires an active refresh_token", ENDED},
		{"GitHub", 200, "bad_refresh_token", "The refresh token passed is incorrect or expired.", ENDED},
		{"GitHub, no words", 200, "bad_refresh_token", NULL, ENDED},
		{"X", 400, "invalid_request", "Value passed for the token was invalid.", ENDED},
		{"Strava", 400, "invalid", "Bad Request: RefreshToken refresh_token invalid", ENDED},
		{"Fitbit", 400, "invalid_grant", "Refresh token invalid: 5d2c", ENDED},
		{"Fitbit, without code", 400, NULL, "Refresh token invalid: 5d2c", ENDED},
		{"WeChat", 200, "40030", "invalid refresh_token", ENDED},
		{"WeChat, expired", 200, "42002", "refresh_token expired", ENDED},
		{"HubSpot", 400, "BAD_REFRESH_TOKEN", "missing or invalid refresh token", ENDED},
		{"HubSpot, uninstalled", 400, "BAD_REFRESH_TOKEN", "missing or unknown refresh token", ENDED},
		{"HubSpot, words alone", 400, NULL, "missing or unknown refresh token", ENDED},
		{"DeviantArt", 400, "invalid_request", "The refresh_token is invalid.", ENDED},
		{"Zoho", 200, "invalid_code", NULL, ENDED},
		{"Slack", 200, "invalid_refresh_token", NULL, ENDED},
		{"Slack, revoked", 200, "token_revoked", NULL, ENDED},
		{"Slack, expired", 200, "token_expired", NULL, ENDED},
		{"Slack, deactivated", 200, "account_inactive", NULL, ENDED},
		{"Twitch", 400, "Bad Request", "Invalid refresh token", ENDED},
		{"Facebook", 400, "OAuthException",
			"Error validating access token: The session has been invalidated because the user changed the password.",
			ENDED},
		{"Instagram", 400, "OAuthException",
			"Error validating access token: Session has expired on Wednesday, 04-Mar-26 10:00:00 PST.", ENDED},
		{"Zoom", 401, "invalid_request", "Invalid Token!", ENDED},
		{"PayPal", 400, "invalid_refresh_token", "No consent were granted", ENDED},
		{"Cognito's API", 400, "NotAuthorizedException", "Refresh Token has been revoked", ENDED},
		{"Cognito's API, expired", 400, "NotAuthorizedException", "Refresh Token has expired", ENDED},
		{"Firebase", 400, "INVALID_ARGUMENT", "TOKEN_EXPIRED", ENDED},
		{"Firebase, disabled", 400, "INVALID_ARGUMENT", "USER_DISABLED", ENDED},
		{"Firebase, unknown", 400, "INVALID_ARGUMENT", "INVALID_REFRESH_TOKEN", ENDED},
		{"Supabase", 400, "refresh_token_not_found", "Invalid Refresh Token: Refresh Token Not Found", ENDED},
		{"Supabase, used", 400, "refresh_token_already_used", "Invalid Refresh Token: Already Used", ENDED},
		{"league/oauth2-server and Passport", 401, "invalid_request", "The refresh token is invalid.", ENDED},
		{"league, hint", 401, "invalid_request", "Token has been revoked", ENDED},
		{"league, decryption", 401, "invalid_request", "Cannot decrypt the refresh token", ENDED},
		{"Authlib", 400, "invalid_request", "Invalid \"refresh_token\" in request.", ENDED},
		{"Bitbucket", 400, "invalid_request", "Invalid refresh_token", ENDED},
		{"Naver", 200, "invalid_request", "invalid refresh_token", ENDED},
		{"Baidu", 400, "expired_token", "refresh token has been used", ENDED},
		{"Feishu", 400, "20064",
			"The refresh token has been revoked. Please note that a refresh token can only be used once.", ENDED},
		{"Withings", 200, "503", "Invalid Params: invalid refresh_token", ENDED},
		{"Imgur", 400, NULL, "Invalid refresh token", ENDED},
		{"Mail.ru", 200, "token not found", "Token not found", ENDED},
		{"TD Bank", 400, "invalid_request", "Refresh token is invalid or has already been claimed by another client.",
			ENDED},
		{"TD Bank, missing or invalid", 400, "invalid_request", "refresh token is missing or invalid", ENDED},
		{"Simple JWT", 401, "token_not_valid", "Token is invalid or expired", ENDED},
		{"Simple JWT, blacklist", 401, NULL, "Token is blacklisted", ENDED},
		{"Flask-JWT-Extended", 401, NULL, "Token has been revoked", ENDED},
		{"jsonwebtoken", 401, NULL, "jwt expired", ENDED},
		{"tymon/jwt-auth", 401, NULL, "Token has expired and can no longer be refreshed", ENDED},
		{"NestJS", 401, "Unauthorized", "Invalid refresh token", ENDED},
		{"Epic", 400, "errors.com.epicgames.account.auth_token.invalid_refresh_token",
			"Sorry the refresh token 'A1B2' is invalid", ENDED},
		{"Douyin", 200, "10010", "refresh_token\xE8\xBF\x87\xE6\x9C\x9F", ENDED},
		{"WeChat, in Chinese", 200, "40030", "\xE4\xB8\x8D\xE5\x90\x88\xE6\xB3\x95\xE7\x9A\x84 refresh_token", ENDED},
		/* Not now. */
		{"Exact", 400, "access_denied", "Rate limit exceeded: access_token not expired", LIMITED},
		{"Zoho", 400, "Access Denied",
			"You have made too many requests continuously. Please try again after some time.", LIMITED},
		{"any, 429", 429, NULL, NULL, LIMITED},
		{"Slack", 200, "ratelimited", NULL, LIMITED},
		{"Slack, rate_limited", 200, "rate_limited", NULL, LIMITED},
		{"WeChat, quota", 200, "45011", "api minute-quota reach limit, must slower, retry next minute", LIMITED},
		{"Salesforce, rate", 400, "invalid_grant", "login rate exceeded", LIMITED},
		{"Microsoft, loop", 400, "invalid_grant",
			"AADSTS50196: The server terminated an operation because it encountered a client request loop.", LIMITED},
		{"Withings", 200, "601", "Too Many Requests", LIMITED},
		{"Google", 403, "rateLimitExceeded", NULL, LIMITED},
		{"Amazon", 400, "Throttling", "Rate exceeded", LIMITED},
		{"RFC 8628", 400, "slow_down", NULL, LIMITED},
		{"Salesforce", 400, "invalid_grant", "token request is already being processed", BUSY},
		{"Salesforce, no code", 400, NULL, "token request is already being processed", BUSY},
		{"Hydra", 400, "invalid_request",
			"Failed to refresh token because of multiple concurrent requests using the same token. Please retry the "
			"request.",
			BUSY},
		{"Fitbit", 409, "conflict", NULL, BUSY},
		{"any, 425", 425, NULL, NULL, BUSY},
		{"Microsoft", 400, "temporarily_unavailable", "AADSTS90033: A transient error has occurred. Please try again.",
			BUSY},
		{"Microsoft, 503", 503, "temporarily_unavailable", NULL, BUSY},
		{"WeChat", 200, "-1", "system error", BUSY},
		{"Feishu", 400, "20050", "An unexpected server error occurred. Please retry your request", BUSY},
		{"RFC 6749", 400, "server_error", NULL, BUSY},
		{"RFC 6749, 500", 500, "server_error", NULL, BUSY},
		{"Google", 400, "internal_failure", NULL, BUSY},
		{"Keycloak, too many logins", 400, "invalid_grant", "Account temporarily disabled", BUSY},
		{"any, timed out", 400, NULL, "The request timed out", BUSY},
		{"any, try again", 400, "error", "Something went wrong. Try again later.", BUSY},
		{"any, after something else", 400, "error", "Please sign in and try again.", SAID},
		{"WeChat, in Chinese", 200, "-1", "\xE7\xB3\xBB\xE7\xBB\x9F\xE7\xB9\x81\xE5\xBF\x99", BUSY},
		{"Zoho, in Chinese", 400, "x",
			"\xE6\x82\xA8\xE5\xB7\xB2\xE8\xBF\x9E\xE7\xBB\xAD\xE6\x8F\x90\xE5\x87\xBA\xE8\xBF\x87\xE5\xA4\x9A\xE8\xAF"
			"\xB7\xE6\xB1\x82",
			LIMITED},
		{"a theft, told with the same words", 400, "invalid_grant", "Concurrent requests: the token family was revoked",
			ENDED},
		{"Open Banking", 400, "consent_expired", NULL, ENDED},
		{"ServiceNow", 401, "server_error", "access_denied", SAID},
		{"Square, old", 401, "service.not_authorized", "Invalid refresh token", ENDED},
		/* Unclear. */
		{"Amazon's load balancer", 503, NULL, "Service Unavailable", UNCLEAR},
		{"Cloudflare", 520, NULL, NULL, UNCLEAR},
		{"Cloudflare, 524", 524, NULL, NULL, UNCLEAR},
		{"nginx", 499, NULL, NULL, UNCLEAR},
		{"HAProxy", 408, NULL, NULL, UNCLEAR},
		{"a proxy", 598, NULL, NULL, UNCLEAR},
		{"Envoy", 503, NULL, "upstream connect error or disconnect/reset before headers", UNCLEAR},
		{"API Gateway", 502, NULL, "Internal server error", UNCLEAR},
		{"API Gateway, 504", 504, NULL, "Endpoint request timed out", UNCLEAR},
		{"a strange code", 500, "invalid_request", "something", UNCLEAR},
		{"a strange code, client", 500, "invalid_client", NULL, UNCLEAR},
		/* The client's business. */
		{"RFC 6749", 401, "invalid_client", "Client authentication failed", CLIENT},
		{"GitHub", 200, "incorrect_client_credentials", "The client_id and/or client_secret passed are incorrect.",
			CLIENT},
		{"Slack", 200, "bad_client_secret", NULL, CLIENT},
		{"an assertion of the client's, PyJWT", 401, "invalid_client", "Signature has expired", CLIENT},
		{"an assertion of the client's", 401, "invalid_client", "Token expired", CLIENT},
		{"an assertion of the client's, unknown", 400, "invalid_client", "No such token", CLIENT},
		{"the code about the client, the words about the token", 401, "invalid_client", "Refresh token expired", ENDED},
		{"the words about the client", 400, "invalid_grant", "Invalid client", ENDED},
		{"Slack, id", 200, "invalid_client_id", NULL, CLIENT},
		{"Zoho", 200, "invalid_client_secret", NULL, CLIENT},
		{"Twitch", 403, "Forbidden", "invalid client secret", CLIENT},
		{"Microsoft", 401, "invalid_client",
			"AADSTS7000222: The provided client secret keys for app '1b73' are expired.", CLIENT},
		{"Microsoft, assertion", 401, "invalid_client",
			"AADSTS700024: Client assertion is not within its valid time range. Token expired.", CLIENT},
		{"RFC 6749, grant", 400, "unsupported_grant_type", "The refresh_token grant type is not supported", CLIENT},
		{"league, grant", 400, "unsupported_grant_type",
			"The authorization grant type is not supported by the authorization server.", CLIENT},
		{"FastAPI", 400, NULL, "Unsupported grant type", CLIENT},
		{"Zoom", 400, "unsupported_grant_type", "unsupported grant type", CLIENT},
		/* Anything else. */
		{"Square", 401, "UNAUTHORIZED", "AUTHENTICATION_ERROR", SAID},
		{"Strava, client", 401, "invalid", "Authorization Error: Application client_id invalid", SAID},
		{"Microsoft, app", 400, "unauthorized_client",
			"AADSTS700016: Application with identifier '1b73' was not found in the directory 'Contoso'.", SAID},
		{"RFC 6749, scope", 400, "invalid_scope", "The requested scope is invalid, unknown, or malformed", SAID},
		{"RFC 6749, client", 400, "unauthorized_client",
			"The client is not authorized to use the refresh_token grant type", SAID},
		{"Reddit", 400, "400", "Bad Request", SAID},
		{"API Gateway", 403, NULL, "Forbidden", SAID},
		{"API Gateway, token", 403, NULL, "Missing Authentication Token", SAID},
		{"server_error with 401", 401, "server_error", NULL, SAID},
		{"server_error with 403", 403, "server_error", NULL, SAID},
		{"Auth0", 403, "access_denied", "Unauthorized", SAID},
		{"RFC 9449", 400, "use_dpop_nonce", NULL, SAID},
		/* Mute. */
		{"a bot wall", 403, NULL, NULL, MUTE},
		{"AWS WAF before Cognito", 403, "ForbiddenException", "Request not allowed due to WAF block.", MUTE},
		{"a wall that speaks JSON", 403, NULL, "Request blocked by the firewall", MUTE},
		{"a captcha", 405, "captcha_required", "Please solve the captcha", MUTE},
		{"a user who is blocked", 403, "access_denied", "The user has been blocked", SAID},
		{"a redirect", 302, NULL, NULL, MUTE},
		{"not found", 404, NULL, NULL, MUTE},
		{"method not allowed", 405, NULL, NULL, MUTE},
	};
	for (size_t i = 0; i < COUNT(ROWS); i++) {
		CHECK_ROW(
			(int) judge(ROWS[i].status, ROWS[i].error, ROWS[i].description, COOP_DIALECT_PLAIN, false) == ROWS[i].kind,
			ROWS[i].server);
	}
}

/* What a sentence says of the refresh token; with a code that says nothing. */
static void sentences(void)
{
	static const char *const SAY_ENDED[] = {"The refresh token is expired", "refresh token expired",
		"RefreshToken expired", "refreshToken is invalid", "refresh-token invalid", "refresh_token: invalid",
		"The refresh_token was revoked", "Refresh token has already been used",
		"The refresh token has been used already", "refresh token reuse detected",
		"The refresh token is no longer valid", "The refresh token is not valid", "The refresh token isn't valid",
		"The refresh token does not exist", "Refresh token doesn't exist", "refresh token could not be found",
		"Unknown refresh token", "Expired refresh token", "Could not find refresh token", "No such refresh token",
		"Unable to validate refresh token", "Cannot decrypt the refresh token", "not a valid refresh token",
		"You do not have a valid refresh token", "Refresh token cannot be used", "refresh token can no longer be used",
		"Refresh token not recognized", "The provided refresh token is malformed",
		"The refresh token provided is invalid", "Refresh token 8f14e45fceea167a5a36dedd4bea2543 is invalid",
		"Refresh token 'abc123' not found", "Invalid, expired or revoked refresh token",
		"Invalid/expired refresh token", "The value of the refresh_token parameter is invalid",
		"Refresh token (expired)", "The token is invalid", "Token expired", "token has been revoked", "Invalid token",
		"Your session has expired", "Invalid grant", "Access token expired. Refresh token expired.",
		"Grant has been revoked", "invalid_grant: no", "Refresh Token is inactive",
		"The refresh token has been superseded", "Refresh token was deleted", "refresh token blacklisted",
		"Refresh token mismatch", "Bad Request - refresh token expired", "Error: refresh token expired",
		"Token rejected", "The provided access grant is invalid, expired, or revoked", "InvalidRefreshTokenError",
		"ERR_TOKEN_EXPIRED", "An invalid or expired token was supplied", "You sent an expired token",
		"Refresh token inv\xC3\xA1lido o expirado",
		/* Spanish, Portuguese, French, German, Italian, Dutch, Polish, Turkish, Indonesian, Russian */
		"El token de actualización ha caducado", "Token de refresco inválido o expirado", "Refresh token no válido",
		"O token de atualização expirou", "Refresh token revogado", "Jeton de rafraîchissement invalide ou expiré.",
		"Le jeton d'actualisation n'est plus valide", "Le jeton a expiré", "Refresh Token ist abgelaufen",
		"Ungültiger Refresh-Token", "Das Refresh-Token ist nicht mehr gültig", "Refresh token scaduto",
		"Refresh token non valido", "Ongeldig refresh token", "Het refresh token is verlopen",
		"Nieprawidłowy refresh token", "Refresh token geçersiz veya süresi dolmuş.",
		"Refresh token tidak valid atau sudah kadaluarsa", "refresh token tidak ditemukan",
		"Недействительный refresh-токен", "Refresh токен истёк",
		/* Chinese, Japanese, Korean */
		"刷新令牌无效", "无效的刷新令牌", "刷新令牌会话已过期，请再次登录！",
		"该刷新令牌刷出的令牌已无效，请尝试用返回的令牌再次刷新", "刷新令牌已过有效期", "令牌已过期",
		"リフレッシュトークンの有効期限が切れています。", "無効なリフレッシュトークンです",
		"リフレッシュトークンが見つかりません", "리프레시 토큰이 만료되었습니다.", "유효하지 않은 리프레시 토큰입니다.",
		/* codes and phrases of accounts */
		"USER_CREDENTIALS_CHANGED", "inactive-account", "account_suspended", "user_deleted",
		"User credentials have been changed. Reauthentication is required."};
	static const char *const SAY_NOTHING[] = {"The refresh_token parameter is missing", "refresh_token is required",
		"Missing refresh token", "No refresh token in request", "Refresh token not provided",
		"refresh token is not supported", "access token not expired", "The access token expired",
		"Invalid access token", "Access token is invalid or expired", "client secret is expired",
		"The client id is invalid", "The client secret provided has expired", "Invalid client", "unused refresh token",
		"The refresh token was not used", "The refresh token is not expired", "The refresh token is not revoked",
		"The refresh token is valid", "refresh token found", "refresh token not yet valid",
		"The refresh token is not valid yet", "The refresh token cannot be used yet",
		"Invalid grant type: refresh_token", "Invalid grant_type refresh_token",
		"The refresh_token grant type is invalid", "refresh token grant is not allowed",
		"grant type refresh_token is unknown", "Invalid token type", "Invalid token_type_hint",
		"Invalid token endpoint", "Invalid token request", "CSRF token invalid", "Invalid CSRF token",
		"Invalid bearer token", "Invalid API token", "The security token included in the request is expired",
		"ID token expired", "Invalid scope for refresh token", "Invalid client or refresh token",
		"Access token expired, use refresh token", "Access token expired: refresh token required",
		"Access token expired - refresh token required", "The access token expired; refresh token needed",
		"Refresh token: invalid client", "refresh token: invalid request", "Failed to refresh token: unknown error",
		"Unable to refresh token", "Refresh token is required to renew an expired access token",
		"Your subscription has expired", "The certificate has expired", "Invalid redirect URI",
		"Refresh tokens are not enabled for this client", "Invalid credentials", "Could not validate credentials",
		"Not authenticated", "Invalid username or password", "The redirect_uri is invalid", "Unknown user",
		"Invalid parameter", "invalid", "expired", "used", "", "tokens", "The code verifier is invalid",
		"Refreshed the token recently", "The refresh token was not found in the request body",
		"Token not found in header", "Bad request: refresh_token", "unknown parameter refresh_token",
		"Unrecognized parameter: refresh_token", "Please use your refresh token to renew the expired token",
		"body.refresh_token: value is not a valid string", "This application has been disabled", "API key expired",
		"Your session has timed out", "El token de acceso ha caducado", "Falta el token de actualización",
		"Jeton d'accès expiré", "Identifiant client invalide", "Access Token ist abgelaufen", "Der Refresh-Token fehlt",
		"Access token tidak valid", "Refresh token diperlukan", "Недействительный access-токен", "访问令牌已过期",
		"访问令牌已过期，请使用刷新令牌", "缺少刷新令牌", "刷新令牌尚未生效", "刷新令牌未过期", "客户端密钥无效",
		"无效的授权类型", "アクセストークンの有効期限が切れています。", "リフレッシュトークンが必要です",
		"クライアントIDが無効です", "액세스 토큰이 만료되었습니다.", "리프레시 토큰이 필요합니다.",
		"클라이언트가 유효하지 않습니다."};
	for (size_t i = 0; i < COUNT(SAY_ENDED); i++) {
		CHECK_ROW(judge(400, "some_code", SAY_ENDED[i], COOP_DIALECT_PLAIN, false) == COOP_REFUSAL_ENDED, SAY_ENDED[i]);
		CHECK_ROW(judge(400, SAY_ENDED[i], NULL, COOP_DIALECT_PLAIN, false) == COOP_REFUSAL_ENDED, SAY_ENDED[i]);
	}
	for (size_t i = 0; i < COUNT(SAY_NOTHING); i++) {
		CHECK_ROW(
			judge(400, "some_code", SAY_NOTHING[i], COOP_DIALECT_PLAIN, false) != COOP_REFUSAL_ENDED, SAY_NOTHING[i]);
	}
}

/* FastAPI's tutorial knows no clients, so its credentials are the token's. */
static void dialects(void)
{
	static const struct {
		const char *detail;
		int fastapi, plain;
	} ROWS[] = {
		{"Could not validate credentials", ENDED, SAID},
		{"Invalid authentication credentials", ENDED, SAID},
		{"Invalid refresh token", ENDED, ENDED},
		{"Signature has expired", ENDED, ENDED},
		{"Unsupported grant type", CLIENT, CLIENT},
		{"Not authenticated", SAID, SAID},
		{"body.refresh_token: Field required", SAID, SAID},
	};
	for (size_t i = 0; i < COUNT(ROWS); i++) {
		CHECK_ROW(
			(int) judge(401, NULL, ROWS[i].detail, COOP_DIALECT_FASTAPI, false) == ROWS[i].fastapi, ROWS[i].detail);
		CHECK_ROW((int) judge(401, NULL, ROWS[i].detail, COOP_DIALECT_PLAIN, false) == ROWS[i].plain, ROWS[i].detail);
	}
}

static void retry_after(void)
{
	static const struct {
		int status;
		const char *error, *description;
		int kind;
	} ROWS[] = {
		{403, NULL, NULL, LIMITED},
		{400, "invalid_request", "no", LIMITED},
		{401, "invalid_client", NULL, LIMITED},
		{500, NULL, NULL, LIMITED},
		{302, NULL, NULL, LIMITED},
		{503, NULL, NULL, UNCLEAR},
		{503, "unknown", "no healthy upstream", UNCLEAR},
		{503, "temporarily_unavailable", NULL, BUSY},
		{503, NULL, "Too many requests", LIMITED},
		{400, "invalid_grant", NULL, ENDED},
		{400, NULL, "refresh token expired", ENDED},
	};
	for (size_t i = 0; i < COUNT(ROWS); i++) {
		CHECK_ROW(
			(int) judge(ROWS[i].status, ROWS[i].error, ROWS[i].description, COOP_DIALECT_PLAIN, true) == ROWS[i].kind,
			ROWS[i].error ? ROWS[i].error : "no code");
	}
}

/* A site's own words come before everything else: codes as a whole, descriptions by a part. */
static void known_to_the_site(void)
{
	const coop_view known[] = {COOP_VIEW("KOE322"), COOP_VIEW("grant is gone"), COOP_VIEW("invalid_client")};
	static const struct {
		const char *error, *description;
		int kind;
	} ROWS[] = {
		{"KOE322", NULL, ENDED},
		{"koe322", NULL, ENDED},
		{"KOE3220", NULL, SAID},
		{"KOE", NULL, SAID},
		{"x", "error KOE322 for you", ENDED},
		{"x", "The GRANT is gone.", ENDED},
		{"x", "The grant is here", SAID},
		{"invalid_client", NULL, ENDED},
		{"x", "rate limit: grant is gone", ENDED},
		{NULL, NULL, MUTE},
	};
	for (size_t i = 0; i < COUNT(ROWS); i++) {
		const coop_refused_answer answer = {
			.status = 400,
			.error = coop_view_of(ROWS[i].error),
			.description = coop_view_of(ROWS[i].description),
			.holds_error = ROWS[i].error || ROWS[i].description,
			.dialect = coop_dialect_get(COOP_DIALECT_PLAIN),
			.ended_errors = known,
			.ended_error_count = COUNT(known),
		};
		CHECK_ROW((int) coop_refusal_of(&answer) == ROWS[i].kind, ROWS[i].error ? ROWS[i].error : "none");
	}
}

/* An error without words, such as {"success": false}, is told; one in a body that does not decode is not. */
static void without_words(void)
{
	coop_refused_answer answer = {.status = 400, .holds_error = true, .dialect = coop_dialect_get(COOP_DIALECT_PLAIN)};
	CHECK(coop_refusal_of(&answer) == COOP_REFUSAL_SAID);
	answer.holds_error = false;
	CHECK(coop_refusal_of(&answer) == COOP_REFUSAL_MUTE);
}

static void words(void)
{
	static const struct {
		const char *text, *expected;
	} ROWS[] = {
		{"", ""},
		{"  ", ""},
		{"invalid_grant", "invalid grant"},
		{"InvalidGrant", "invalid grant"},
		{"INVALID_GRANT", "invalid grant"},
		{"OAuthException", "oauth exception"},
		{"isn't 'refresh_token'", "isnt refresh token"},
		{"No. Never; v1.2, x=y: z - w", "no . never . v1 2 . x : y : z : w"},
		{"refresh_token\xE8\xBF\x87\xE6\x9C\x9F!", "refresh token \xE8\xBF\x87\xE6\x9C\x9F ."},
		{"caf\xC3\xA9s", "caf\xC3\xA9s"},
		{"a\xFF\x80"
		 "b",
			"a \xFF\x80 b"},
	};
	for (size_t i = 0; i < COUNT(ROWS); i++) {
		coop_words words;
		coop_words_of(&words, coop_view_of(ROWS[i].text));
		char joined[256] = "";
		for (size_t k = 0; k < words.count; k++) {
			snprintf(joined + strlen(joined), sizeof(joined) - strlen(joined), "%s%.*s", k > 0 ? " " : "",
				(int) words.word[k].len, words.word[k].ptr);
		}
		CHECK_ROW(strcmp(joined, ROWS[i].expected) == 0, ROWS[i].text);
	}
	coop_words none;
	coop_words_of(&none, COOP_VIEW_NONE);
	CHECK(none.count == 0 && !coop_words_have(&none, "a") && !coop_words_are(&none, "a"));
}

/* Any bytes, of any length, are judged without a read or write beyond their end. */
static void mutations(void)
{
	static const char TEXT[] =
		"The refresh_token isn't valid: it's \xE6\x97\xA0\xE6\x95\x88, expired - or already used. Try again!";
	static const char LETTERS[] = "aZ_'. :-,\n\xE6\xC3\x80\xFF\x00"
								  "9";
	uint64_t state = 7;
	for (int i = 0; i < 20000; i++) {
		size_t len = sizeof(TEXT) - 1;
		char *text = test_mutate(&state, TEXT, &len, LETTERS, sizeof(LETTERS) - 1);
		const coop_refused_answer answer = {
			.status = 400,
			.error = {text, len},
			.description = {text, len},
			.holds_error = true,
			.dialect = coop_dialect_get(COOP_DIALECT_FASTAPI),
		};
		coop_refusal kind = coop_refusal_of(&answer);
		if (kind == COOP_REFUSAL_MUTE || kind == COOP_REFUSAL_UNCLEAR) {
			CHECK(false);
		}
		free(text);
	}
	enum { LONG = 100000 };
	char *text = malloc(LONG);
	for (int i = 0; i < 4; i++) {
		for (size_t k = 0; k < LONG; k++) {
			text[k] = i == 0 ? 'a' : i == 1 ? '.' : i == 2 ? "ab "[k % 3] : "token "[k % 6];
		}
		coop_words words;
		coop_words_of(&words, (coop_view){text, LONG});
		CHECK(words.count <= COOP_WORDS_MAXIMUM);
		CHECK(!coop_words_have(&words, "none of these"));
	}
	free(text);
}

int main(void)
{
	servers();
	sentences();
	dialects();
	retry_after();
	known_to_the_site();
	without_words();
	words();
	mutations();
	return test_result();
}
