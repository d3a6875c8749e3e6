/* SPDX-License-Identifier: MIT */
#include "client_settings.h"

#include "php/values/convert.h"
#include "core/encoding.h"

coop_client_credentials php_coop_client_credentials(const php_coop_client *client)
{
	return (coop_client_credentials){
		.method = client->auth_method,
		.client_id = php_coop_view(php_coop_client_id(client)),
		.client_secret = coop_secret_view(&client->secret),
	};
}

/* The identity is the fingerprint of all settings that two clients must have in common to share connections. The length
 * stands before each setting, so that no two lists of settings give the same bytes. */
bool php_coop_client_set_identity(php_coop_client *client)
{
	coop_buffer all;
	coop_buffer_init(&all, COOP_TOKEN_REQUEST_MAXIMUM);
	coop_view parts[] = {
		php_coop_view(php_coop_client_endpoint(client, PHP_COOP_PROVIDER_TOKEN_ENDPOINT)),
		php_coop_view(php_coop_client_id(client)),
		coop_secret_view(&client->secret),
		php_coop_view(client->ca_file),
		php_coop_view(client->proxy),
	};
	for (size_t i = 0; i < COOP_COUNT(parts); i++) {
		coop_buffer_append_format(&all, "%zu:", parts[i].len);
		if (parts[i].ptr) {
			coop_buffer_append(&all, parts[i]);
		}
	}
	bool done = !all.failed && coop_fingerprint(coop_buffer_view(&all), client->identity);
	coop_buffer_clear(&all);
	return done;
}

#define CALLED_MAXIMUM 2048 /* bytes */
#define SHOWN_NAME_MAXIMUM 128 /* bytes */

/* Appends the host and port of a proxy, and its scheme unless credentials stand between. They are shown only if they are in
 * their usual form, since in any other form a password may be anywhere. */
static void append_proxy(coop_buffer *text, const char *proxy)
{
	const char *at = strrchr(proxy, '@'), *scheme = strstr(proxy, "://");
	const char *host = at ? at + 1 : scheme ? scheme + strlen("://") : proxy;
	size_t name = strspn(host, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-[:]");
	const char *port = memrchr(host, ':', name);
	bool usual = name > 0 && strcmp(host + name, host[name] == '/' ? "/" : "") == 0 && port && port > host &&
		strspn(port + 1, "0123456789") == (size_t) (host + name - port - 1);
	usual = usual && (host[0] == '[' || memchr(host, ':', name) == port);
	coop_buffer_append(text, usual ? COOP_VIEW(" by the proxy ") : COOP_VIEW(" by a proxy"));
	if (usual) {
		const char *from = at ? host : proxy;
		coop_buffer_append(text, (coop_view){from, (size_t) (host + name - from)});
	}
}

zend_string *php_coop_client_called(const php_coop_client *client, const char *what, coop_view url)
{
	coop_buffer text;
	coop_buffer_init(&text, CALLED_MAXIMUM);
	coop_buffer_append_format(&text, "%s of the provider \"", what);
	coop_append_cleaned(&text, coop_view_of(php_coop_client_provider_name(client)), SHOWN_NAME_MAXIMUM);
	coop_buffer_append(&text, COOP_VIEW("\" ("));
	coop_url_append_shown(&text, url);
	if (client->proxy) {
		append_proxy(&text, ZSTR_VAL(client->proxy));
	}
	coop_buffer_append_byte(&text, ')');
	zend_string *called = php_coop_string(coop_buffer_view(&text));
	coop_buffer_clear(&text);
	return called;
}
