/* SPDX-License-Identifier: MIT */
#include "perform_call.h"
#include "account.h"

#include "php/values/convert.h"
#include "php/values/exceptions.h"
#include "php/values/response.h"
#include "php/client/api_request.h"

/* The requests of one user in performForAll(). If the user's id at the API is not known, the first request asks for it.
 * The next one performs the action. */

#define ANSWER_MAXIMUM (1024 * 1024) /* bytes; many answers are here at once, and an action's answer is short */
#define REFUSAL_MAXIMUM (64 * 1024) /* bytes of a body; a refusal that is longer does not wait for a refresh */

/* ---- Results ----------------------------------------------------------------------------------------------------- */

void php_coop_perform_keep_failure(php_coop_performing *self)
{
	php_coop_keep_first(&self->failure, php_coop_take_exception());
}

void php_coop_perform_tell(php_coop_performing *self, zend_string *user_id, zend_object *result)
{
	if (result) {
		self->succeeded++;
	} else if (instanceof_function(EG(exception)->ce, php_coop_ce_CoopException)) {
		result = php_coop_take_exception();
	} else {
		php_coop_perform_keep_failure(self);
		return;
	}
	if (!self->failure) {
		zval arguments[2];
		ZVAL_STR(&arguments[0], user_id);
		ZVAL_OBJ(&arguments[1], result);
		php_coop_site_call(&self->options->on_result, 2, arguments);
		php_coop_perform_keep_failure(self);
	}
	OBJ_RELEASE(result);
}

/* ---- Calls ------------------------------------------------------------------------------------------------------- */

void php_coop_perform_call_clear(php_coop_perform_call *call)
{
	php_coop_exchange_clear(&call->exchange);
	if (call->owner_id) {
		zend_string_release(call->owner_id);
	}
	OBJ_RELEASE(call->tokens);
	zend_string_release(call->user_id);
	memset(call, 0, sizeof(*call));
}

static void drop_call(php_coop_performing *self, php_coop_perform_call *call)
{
	self->cures -= call->cured ? 1 : 0;
	php_coop_perform_call_clear(call);
	self->in_flight--;
}

/* Frees the place before code of the site runs, and then tells the result. */
static void end_call(php_coop_performing *self, php_coop_perform_call *call, zend_object *result)
{
	zend_string *user_id = zend_string_copy(call->user_id);
	drop_call(self, call);
	php_coop_perform_tell(self, user_id, result);
	zend_string_release(user_id);
}

/* Takes over `response`, which is NULL if the API was not asked. */
static void wait_for_refresh(php_coop_performing *self, php_coop_perform_call *call, zend_object *response)
{
	self->waiting[self->waiting_count++] = (php_coop_perform_waiting){
		.user_id = call->user_id,
		.owner_id = call->owner_id,
		.rejected = call->tokens,
		.response = response,
	};
	php_coop_exchange_clear(&call->exchange);
	memset(call, 0, sizeof(*call));
	self->in_flight--;
}

static bool has_refresh(const php_coop_perform_call *call)
{
	return !call->refreshed && php_coop_token_set_of(call->tokens)->refresh_token;
}

static bool is_curable(const php_coop_performing *self, const php_coop_perform_call *call, zend_object *response)
{
	return has_refresh(call) && self->vain_cures < PHP_COOP_PERFORM_VAIN_CURES && php_coop_is_curable(response) &&
		ZSTR_LEN(php_coop_property_string(response, PHP_COOP_RESPONSE_BODY)) <= REFUSAL_MAXIMUM;
}

/* Counts whether the refresh after a refusal has helped. `response` is NULL if the API gave no answer. */
static void judge_cure(php_coop_performing *self, php_coop_perform_call *call, zend_object *response)
{
	if (call->cured) {
		call->cured = false;
		self->cures--;
		self->vain_cures = !response || php_coop_is_curable(response) ? self->vain_cures + 1 : 0;
	}
}

static bool build(php_coop_performing *self, php_coop_perform_call *call, php_coop_api_request *request, bool *has_body)
{
	zend_string *url = call->owner_id ? php_coop_action_url(self->manager, call->owner_id, self->options->action)
									  : php_coop_userinfo_url(self->manager);
	if (!url) {
		return false;
	}
	request->url = url;
	bool built = php_coop_api_request_build(php_coop_performing_client(self), request, &call->exchange, has_body);
	if (call->owner_id) {
		zend_string_release(url);
	}
	return built;
}

static void send_call(php_coop_performing *self, php_coop_perform_call *call);

/* Reads the user's id at the API, or the result of the action. */
static void read_answer(php_coop_performing *self, php_coop_perform_call *call, zend_object *response)
{
	if (call->owner_id) {
		zend_object *result = php_coop_read_action_result(self->manager, response, self->options->action);
		OBJ_RELEASE(response);
		end_call(self, call, result);
		return;
	}
	call->owner_id = php_coop_read_owner_id(self->manager, response);
	OBJ_RELEASE(response);
	if (!call->owner_id) {
		end_call(self, call, NULL);
	} else if (self->failure) {
		drop_call(self, call); /* no further request begins */
	} else {
		send_call(self, call);
	}
}

void php_coop_perform_arrived(php_coop_performing *self, php_coop_perform_call *call)
{
	php_coop_exchange_finish(&call->exchange);
	zend_object *response = php_coop_api_request_read(php_coop_client_of(self->manager->client), &call->exchange);
	php_coop_exchange_clear(&call->exchange);
	judge_cure(self, call, response);
	if (!response) {
		end_call(self, call, NULL);
	} else if (is_curable(self, call, response)) {
		wait_for_refresh(self, call, response);
	} else {
		read_answer(self, call, response);
	}
}

static void refuse_token(php_coop_performing *self, php_coop_perform_call *call)
{
	if (has_refresh(call)) {
		wait_for_refresh(self, call, NULL);
		return;
	}
	zend_string *shown = php_coop_shown_user_id(call->user_id);
	php_coop_throw(php_coop_store_exception(NULL, NULL,
		"The access token of the user \"%s\" has bytes that cannot be in a header, and a refresh does not help: the "
		"user has to log in again",
		ZSTR_VAL(shown)));
	zend_string_release(shown);
	end_call(self, call, NULL);
}

static void send_call(php_coop_performing *self, php_coop_perform_call *call)
{
	zend_string *access_token = php_coop_token_set_of(call->tokens)->access_token;
	if (!php_coop_api_is_token(access_token)) { /* such a token would end performForAll() with a ValueError */
		refuse_token(self, call);
		return;
	}
	const char *method = call->owner_id ? "POST" : "GET";
	php_coop_api_request request = {.access_token = access_token, .first_argument = 1};
	bool has_body;
	php_coop_exchange_init(&call->exchange);
	request.method = zend_string_init(method, strlen(method), 0);
	bool built = build(self, call, &request, &has_body);
	zend_string_release(request.method);
	if (!built) {
		end_call(self, call, NULL);
	} else if (!php_coop_exchange_start(php_coop_performing_client(self), &call->exchange, method,
				   call->exchange.url.ptr, has_body, ANSWER_MAXIMUM, self, call)) {
		php_coop_perform_arrived(self, call);
	}
}

void php_coop_perform_start(php_coop_performing *self, const php_coop_perform_call *first)
{
	php_coop_perform_call *call = self->calls;
	while (call->user_id) {
		call++;
	}
	*call = *first;
	self->cures += call->cured ? 1 : 0;
	self->in_flight++;
	send_call(self, call);
}
