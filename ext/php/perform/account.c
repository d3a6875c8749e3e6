/* SPDX-License-Identifier: MIT */
#include "account.h"

#include "php_coop.h"
#include "php/values/convert.h"
#include "php/values/enums.h"
#include "php/values/error_words.h"
#include "php/values/exceptions.h"
#include "php/values/json.h"
#include "php/values/response.h"
#include "php/client/api_request.h"
#include "php/refresh/user_refresh.h"
#include "core/challenge.h"
#include "core/encoding.h"
#include "zend_attributes.h"
#include "stubs/account_arginfo.h"

typedef struct php_coop_account {
	zend_object *manager; /* owned; NULL if reflection made the object */
	php_coop_user_manners manners;
	zend_object std;
} php_coop_account;

PHP_COOP_CONTAINER(php_coop_account, php_coop_account_of)

/* Slots of Coop\Account's properties, in the stub's order. */
enum { ACCOUNT_USER_ID };
/* Slots of Coop\ActionResult's properties, in the stub's order. */
enum { RESULT_ACTION, RESULT_SUCCESS, RESULT_MESSAGE, RESULT_DATA };

#define MADE_BY "Coop\\Account cannot be made by its constructor: use Coop\\TokenManager::account()"

static zend_class_entry *ce_Account;
static zend_class_entry *ce_ActionResult;
static zend_object_handlers handlers;

/* Returns NULL if an exception is pending. */
static php_coop_token_manager *manager_of(zend_object *account)
{
	php_coop_account *self = php_coop_account_of(account);
	if (!self->manager) {
		zend_throw_error(NULL, MADE_BY);
		return NULL;
	}
	return php_coop_token_manager_of(self->manager);
}

static zend_string *user_id_of(zend_object *account)
{
	return php_coop_property_string(account, ACCOUNT_USER_ID);
}

/* ---- Requests with refresh --------------------------------------------------------------------------------------- */

static void read_challenges(zend_object *response, coop_challenges *challenges)
{
	HashTable *headers = Z_ARRVAL_P(OBJ_PROP_NUM(response, PHP_COOP_RESPONSE_HEADERS));
	zval *values = zend_hash_str_find_deref(headers, ZEND_STRL("www-authenticate")), *value;
	if (!values || Z_TYPE_P(values) != IS_ARRAY) {
		return;
	}
	ZEND_HASH_FOREACH_VAL(Z_ARRVAL_P(values), value) {
		ZVAL_DEREF(value);
		if (Z_TYPE_P(value) == IS_STRING) {
			coop_challenges_add(challenges, php_coop_view(Z_STR_P(value)));
		}
	}
	ZEND_HASH_FOREACH_END();
}

#define PLAIN_WORDS_MAXIMUM 512 /* bytes of a body that is no JSON */

/* A refresh may cure any 401, unless the API says that the token is not the reason, since many APIs send no challenge at
 * all; and a 403 whose body says that the access token has expired. */
bool php_coop_is_curable(zend_object *response)
{
	coop_challenges challenges = {0};
	php_coop_error_words words = {0};
	zval members;
	zend_long status = Z_LVAL_P(OBJ_PROP_NUM(response, PHP_COOP_RESPONSE_STATUS));
	coop_view body = php_coop_view(php_coop_property_string(response, PHP_COOP_RESPONSE_BODY));
	if (status != 401 && status != 403) {
		return false;
	}
	read_challenges(response, &challenges);
	if (php_coop_decode_object(body, &members)) {
		php_coop_error_words_find(Z_ARRVAL(members), false, &words);
		body = COOP_VIEW_NONE;
	} else if (body.len > PLAIN_WORDS_MAXIMUM) {
		body = COOP_VIEW_NONE;
	}
	coop_view code = php_coop_view(words.code), said = words.description ? php_coop_view(words.description) : body;
	bool curable = status == 401 ? coop_challenges_curable(&challenges, code) : coop_forbidden_token_ended(code, said);
	php_coop_error_words_clear(&words);
	zval_ptr_dtor(&members);
	return curable;
}

/* Sends a request with the user's access token, and once more with a new one if a refresh can cure the answer. Returns
 * a Response; owned; NULL if an exception is pending. `row` receives what was read of the user, and the caller clears
 * it. */
static zend_object *send_authorised(zend_object *account, php_coop_api_request *request, php_coop_row *row)
{
	php_coop_token_manager *manager = manager_of(account);
	const php_coop_user_manners *manners = &php_coop_account_of(account)->manners;
	zend_object *tokens = manager ? php_coop_user_tokens(manager, user_id_of(account), manners, row) : NULL;
	if (!tokens) {
		return NULL;
	}
	php_coop_client *client = php_coop_client_of(manager->client);
	request->access_token = php_coop_token_set_of(tokens)->access_token;
	zend_object *response = php_coop_api_request_send(client, request);
	if (response && php_coop_is_curable(response)) {
		bool tried;
		zend_object *fresh = php_coop_user_cure(manager, user_id_of(account), tokens, manners, &tried);
		if (fresh || EG(exception)) {
			OBJ_RELEASE(response);
			response = NULL;
		}
		if (fresh) {
			request->access_token = php_coop_token_set_of(fresh)->access_token;
			response = php_coop_api_request_send(client, request);
			OBJ_RELEASE(fresh);
		}
	}
	OBJ_RELEASE(tokens);
	return response;
}

PHP_METHOD(Coop_Account, __construct)
{
	ZEND_PARSE_PARAMETERS_NONE(); /* the constructor is private, so only reflection comes here */
	zend_throw_error(NULL, MADE_BY);
}

PHP_METHOD(Coop_Account, tokens)
{
	ZEND_PARSE_PARAMETERS_NONE();
	php_coop_row row = {0};
	php_coop_token_manager *manager = manager_of(Z_OBJ_P(ZEND_THIS));
	const php_coop_user_manners *manners = &php_coop_account_of(Z_OBJ_P(ZEND_THIS))->manners;
	zend_object *tokens = manager ? php_coop_user_tokens(manager, user_id_of(Z_OBJ_P(ZEND_THIS)), manners, &row) : NULL;
	php_coop_row_clear(&row);
	if (!tokens) {
		RETURN_THROWS();
	}
	RETURN_OBJ(tokens);
}

PHP_METHOD(Coop_Account, request)
{
	php_coop_api_request request = {.first_argument = 3};
	ZEND_PARSE_PARAMETERS_START(2, 7)
		Z_PARAM_STR(request.method)
		Z_PARAM_STR(request.url)
		Z_PARAM_OPTIONAL
		Z_PARAM_ARRAY(request.query)
		Z_PARAM_ARRAY(request.form)
		Z_PARAM_ZVAL(request.json)
		Z_PARAM_ARRAY_HT(request.headers)
		Z_PARAM_STR_OR_NULL(request.body)
	ZEND_PARSE_PARAMETERS_END();
	php_coop_row row = {0};
	zend_object *response = send_authorised(Z_OBJ_P(ZEND_THIS), &request, &row);
	php_coop_row_clear(&row);
	if (!response) {
		RETURN_THROWS();
	}
	RETURN_OBJ(response);
}

/* ---- What the API said ------------------------------------------------------------------------------------------- */

static coop_view member(HashTable *members, const char *name)
{
	zval *value = members ? zend_hash_str_find_deref(members, name, strlen(name)) : NULL;
	return value && Z_TYPE_P(value) == IS_STRING ? php_coop_view(Z_STR_P(value)) : COOP_VIEW_NONE;
}

/* Reads the JSON object of a Response into `body`; owned. Returns false if an exception is pending; then `body` is
 * undefined. COOP gives some errors the status 200, and some descriptions the name error_message. */
static bool read_answer(php_coop_token_manager *manager, zend_object *response, zval *body)
{
	const coop_dialect *dialect =
		php_coop_provider_dialect(php_coop_client_provider(php_coop_client_of(manager->client)));
	int status = (int) Z_LVAL_P(OBJ_PROP_NUM(response, PHP_COOP_RESPONSE_STATUS));
	bool success = coop_http_is_success(status);
	bool decoded =
		php_coop_decode_object(php_coop_view(php_coop_property_string(response, PHP_COOP_RESPONSE_BODY)), body);
	HashTable *members = decoded ? Z_ARRVAL_P(body) : NULL;
	coop_view error = member(members, "error");
	if (success && decoded && !(dialect->error_in_success && error.ptr)) {
		return true;
	}
	if (success && !decoded) {
		php_coop_throw(php_coop_invalid_response_exception("The API", "is not a JSON object", status, COOP_VIEW_NONE));
		return false;
	}
	coop_view description = member(members, "error_description");
	if (!description.ptr) {
		description = member(members, dialect->detail_errors ? "detail" : "error_message");
	}
	php_coop_throw(php_coop_api_error_exception("The API", response, status, error, description));
	zval_ptr_dtor(body);
	ZVAL_UNDEF(body);
	return false;
}

zend_string *php_coop_userinfo_url(php_coop_token_manager *manager)
{
	php_coop_client *client = php_coop_client_of(manager->client);
	zend_string *endpoint = php_coop_client_endpoint(client, PHP_COOP_PROVIDER_USERINFO_ENDPOINT);
	if (!endpoint) {
		zend_value_error("The provider \"%s\" has no userinfo endpoint: give it as $userinfoEndpoint",
			php_coop_client_provider_name(client));
	}
	return endpoint;
}

/* Returns a Response; owned; NULL if an exception is pending. */
static zend_object *call(zend_object *account, const char *method, zend_string *url)
{
	php_coop_api_request request = {.url = url, .first_argument = 1};
	php_coop_row row = {0};
	request.method = zend_string_init(method, strlen(method), 0);
	zend_object *response = send_authorised(account, &request, &row);
	php_coop_row_clear(&row);
	zend_string_release(request.method);
	return response;
}

static zend_object *ask_userinfo(zend_object *account)
{
	zend_string *url = php_coop_userinfo_url(manager_of(account));
	return url ? call(account, "GET", url) : NULL;
}

PHP_METHOD(Coop_Account, me)
{
	ZEND_PARSE_PARAMETERS_NONE();
	php_coop_token_manager *manager = manager_of(Z_OBJ_P(ZEND_THIS));
	zend_object *response = manager ? ask_userinfo(Z_OBJ_P(ZEND_THIS)) : NULL;
	if (response) {
		(void) read_answer(manager, response, return_value);
		OBJ_RELEASE(response);
	}
}

/* ---- Actions of the COOP API ------------------------------------------------------------------------------------- */

bool php_coop_has_actions(php_coop_token_manager *manager)
{
	const php_coop_client *client = php_coop_client_of(manager->client);
	if (php_coop_provider_of(php_coop_client_provider(client))->dialect != COOP_DIALECT_COOP) {
		zend_throw_error(NULL,
			"The provider \"%s\" is not a COOP, and only the COOP API has actions: use Coop\\Provider::coop()",
			php_coop_client_provider_name(client));
		return false;
	}
	return true;
}

zend_string *php_coop_read_owner_id(php_coop_token_manager *manager, zend_object *response)
{
	zval me;
	zend_string *id = NULL;
	if (!read_answer(manager, response, &me)) {
		return NULL;
	}
	zval *value = zend_hash_str_find(Z_ARRVAL(me), "id", strlen("id"));
	if (value && (Z_TYPE_P(value) == IS_LONG || Z_TYPE_P(value) == IS_STRING)) {
		id = zval_get_string(value);
	} else {
		php_coop_throw(php_coop_invalid_response_exception("The userinfo endpoint", "has no id", 200, COOP_VIEW_NONE));
	}
	zval_ptr_dtor(&me);
	return id;
}

/* Returns the user's id at the API, from the store or else from the userinfo endpoint; owned; NULL if an exception is
 * pending. */
static zend_string *owner_id(zend_object *account)
{
	php_coop_row row = {0};
	zend_string *id = NULL;
	php_coop_token_manager *manager = manager_of(account);
	zend_object *tokens =
		php_coop_user_tokens(manager, user_id_of(account), &php_coop_account_of(account)->manners, &row);
	if (tokens) {
		OBJ_RELEASE(tokens);
		id = row.resource_owner_id ? zend_string_copy(row.resource_owner_id) : NULL;
	}
	php_coop_row_clear(&row);
	if (id || !tokens) {
		return id;
	}
	zend_object *response = ask_userinfo(account);
	if (response) {
		id = php_coop_read_owner_id(manager, response);
		OBJ_RELEASE(response);
	}
	return id;
}

zend_string *php_coop_action_url(php_coop_token_manager *manager, zend_string *owner_id, zend_object *action)
{
	coop_buffer url;
	coop_buffer_init(&url, COOP_URL_MAXIMUM);
	coop_url_join(&url,
		php_coop_view(php_coop_client_endpoint(php_coop_client_of(manager->client), PHP_COOP_PROVIDER_API_BASE_URL)),
		COOP_VIEW("api/"));
	coop_encode_percent(&url, php_coop_view(owner_id));
	coop_buffer_append_byte(&url, '/');
	coop_encode_percent(&url, php_coop_view(php_coop_action_value(action)));
	zend_string *result = php_coop_string(coop_buffer_view(&url));
	coop_buffer_clear(&url);
	return result;
}

static zend_object *action_result_new(zend_object *action, bool success, coop_view message, zval *data)
{
	zval result;
	object_init_ex(&result, ce_ActionResult);
	php_coop_property_init_object(Z_OBJ(result), RESULT_ACTION, action);
	ZVAL_BOOL(OBJ_PROP_NUM(Z_OBJ(result), RESULT_SUCCESS), success);
	ZVAL_STRINGL(OBJ_PROP_NUM(Z_OBJ(result), RESULT_MESSAGE), message.ptr ? message.ptr : "", message.len);
	if (data) {
		ZVAL_COPY(OBJ_PROP_NUM(Z_OBJ(result), RESULT_DATA), data);
	} else {
		ZVAL_NULL(OBJ_PROP_NUM(Z_OBJ(result), RESULT_DATA));
	}
	return Z_OBJ(result);
}

zend_object *php_coop_read_action_result(php_coop_token_manager *manager, zend_object *response, zend_object *action)
{
	zval body;
	if (!read_answer(manager, response, &body)) {
		return NULL;
	}
	zval *success = zend_hash_str_find(Z_ARRVAL(body), "success", strlen("success"));
	zend_object *result = action_result_new(action, success && zend_is_true(success), member(Z_ARRVAL(body), "message"),
		zend_hash_str_find(Z_ARRVAL(body), "data", strlen("data")));
	zval_ptr_dtor(&body);
	return result;
}

/* Returns an ActionResult; owned; NULL if an exception is pending. */
static zend_object *perform(zend_object *account, zend_object *action)
{
	php_coop_token_manager *manager = manager_of(account);
	zend_string *id = manager && php_coop_has_actions(manager) ? owner_id(account) : NULL;
	if (!id) {
		return NULL;
	}
	zend_object *result = NULL;
	zend_string *url = php_coop_action_url(manager, id, action);
	zend_object *response = call(account, "POST", url);
	if (response) {
		result = php_coop_read_action_result(manager, response, action);
		OBJ_RELEASE(response);
	}
	zend_string_release(url);
	zend_string_release(id);
	return result;
}

PHP_METHOD(Coop_Account, perform)
{
	zend_object *action;
	ZEND_PARSE_PARAMETERS_START(1, 1)
		Z_PARAM_OBJ_OF_CLASS(action, php_coop_ce_Action)
	ZEND_PARSE_PARAMETERS_END();
	zend_object *result = perform(Z_OBJ_P(ZEND_THIS), action);
	if (!result) {
		RETURN_THROWS();
	}
	RETURN_OBJ(result);
}

PHP_METHOD(Coop_ActionResult, __construct)
{
	zend_object *action;
	bool success;
	zend_string *message = NULL;
	zval *data = NULL;
	ZEND_PARSE_PARAMETERS_START(2, 4)
		Z_PARAM_OBJ_OF_CLASS(action, php_coop_ce_Action)
		Z_PARAM_BOOL(success)
		Z_PARAM_OPTIONAL
		Z_PARAM_STR(message)
		Z_PARAM_ZVAL(data)
	ZEND_PARSE_PARAMETERS_END();
	zend_object *self = Z_OBJ_P(ZEND_THIS);
	if (php_coop_refuse_second_construct(self)) {
		RETURN_THROWS();
	}
	php_coop_property_init_object(self, RESULT_ACTION, action);
	ZVAL_BOOL(OBJ_PROP_NUM(self, RESULT_SUCCESS), success);
	php_coop_property_init_string(self, RESULT_MESSAGE, message ? message : ZSTR_EMPTY_ALLOC());
	if (data) {
		ZVAL_COPY(OBJ_PROP_NUM(self, RESULT_DATA), data);
	} else {
		ZVAL_NULL(OBJ_PROP_NUM(self, RESULT_DATA));
	}
}

/* ---- The objects ------------------------------------------------------------------------------------------------- */

zend_object *php_coop_account_new(zend_object *manager, zend_string *user_id, zend_long wait)
{
	zval account;
	object_init_ex(&account, ce_Account);
	GC_ADDREF(manager);
	php_coop_account_of(Z_OBJ(account))->manager = manager;
	php_coop_account_of(Z_OBJ(account))->manners = (php_coop_user_manners){.wait = wait, .holds_back = true};
	php_coop_property_init_string(Z_OBJ(account), ACCOUNT_USER_ID, user_id);
	return Z_OBJ(account);
}

static zend_object *create(zend_class_entry *class_entry)
{
	php_coop_account *self = zend_object_alloc(sizeof(*self), class_entry);
	php_coop_object_init(&self->std, class_entry, &handlers);
	return &self->std;
}

static void free_object(zend_object *object)
{
	php_coop_account *self = php_coop_account_of(object);
	if (self->manager) {
		OBJ_RELEASE(self->manager);
	}
	zend_object_std_dtor(object);
}

static HashTable *get_gc(zend_object *object, zval **table, int *count)
{
	zend_get_gc_buffer *buffer = zend_get_gc_buffer_create();
	if (php_coop_account_of(object)->manager) {
		zend_get_gc_buffer_add_obj(buffer, php_coop_account_of(object)->manager);
	}
	zend_get_gc_buffer_use(buffer, table, count);
	return zend_std_get_properties(object);
}

void php_coop_account_minit(void)
{
	ce_Account = register_class_Coop_Account();
	ce_Account->create_object = create;
	php_coop_handlers_init(&handlers, offsetof(php_coop_account, std), free_object);
	handlers.get_gc = get_gc;
	ce_ActionResult = register_class_Coop_ActionResult();
	php_coop_plain_minit(ce_ActionResult);
}
