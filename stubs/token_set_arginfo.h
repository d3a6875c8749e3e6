/* This is a generated file, edit the .stub.php file instead.
 * Stub hash: fd3d3f4943d239d29aeb9a4eb15581dc85b50857 */

ZEND_BEGIN_ARG_INFO_EX(arginfo_class_Coop_TokenSet___construct, 0, 0, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_Coop_TokenSet_accessToken, 0, 0, IS_STRING, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_Coop_TokenSet_refreshToken, 0, 0, IS_STRING, 1)
ZEND_END_ARG_INFO()

#define arginfo_class_Coop_TokenSet_idToken arginfo_class_Coop_TokenSet_refreshToken

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_Coop_TokenSet_isExpired, 0, 0, _IS_BOOL, 0)
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, leeway, IS_LONG, 0, "0")
	ZEND_ARG_OBJ_INFO_WITH_DEFAULT_VALUE(0, now, DateTimeInterface, 1, "null")
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_Coop_TokenSet_extra, 0, 0, IS_ARRAY, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_Coop_TokenSet_equals, 0, 1, _IS_BOOL, 0)
	ZEND_ARG_OBJ_INFO(0, other, Coop\\TokenSet, 0)
ZEND_END_ARG_INFO()

#define arginfo_class_Coop_TokenSet_toArray arginfo_class_Coop_TokenSet_extra

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_Coop_TokenSet_fromArray, 0, 1, Coop\\TokenSet, 0)
	ZEND_ARG_TYPE_INFO(0, tokens, IS_ARRAY, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_Coop_TokenSet_jsonSerialize, 0, 0, IS_MIXED, 0)
ZEND_END_ARG_INFO()


ZEND_METHOD(Coop_TokenSet, __construct);
ZEND_METHOD(Coop_TokenSet, accessToken);
ZEND_METHOD(Coop_TokenSet, refreshToken);
ZEND_METHOD(Coop_TokenSet, idToken);
ZEND_METHOD(Coop_TokenSet, isExpired);
ZEND_METHOD(Coop_TokenSet, extra);
ZEND_METHOD(Coop_TokenSet, equals);
ZEND_METHOD(Coop_TokenSet, toArray);
ZEND_METHOD(Coop_TokenSet, fromArray);
ZEND_METHOD(Coop_TokenSet, jsonSerialize);


static const zend_function_entry class_Coop_TokenSet_methods[] = {
	ZEND_ME(Coop_TokenSet, __construct, arginfo_class_Coop_TokenSet___construct, ZEND_ACC_PRIVATE)
	ZEND_ME(Coop_TokenSet, accessToken, arginfo_class_Coop_TokenSet_accessToken, ZEND_ACC_PUBLIC)
	ZEND_ME(Coop_TokenSet, refreshToken, arginfo_class_Coop_TokenSet_refreshToken, ZEND_ACC_PUBLIC)
	ZEND_ME(Coop_TokenSet, idToken, arginfo_class_Coop_TokenSet_idToken, ZEND_ACC_PUBLIC)
	ZEND_ME(Coop_TokenSet, isExpired, arginfo_class_Coop_TokenSet_isExpired, ZEND_ACC_PUBLIC)
	ZEND_ME(Coop_TokenSet, extra, arginfo_class_Coop_TokenSet_extra, ZEND_ACC_PUBLIC)
	ZEND_ME(Coop_TokenSet, equals, arginfo_class_Coop_TokenSet_equals, ZEND_ACC_PUBLIC)
	ZEND_ME(Coop_TokenSet, toArray, arginfo_class_Coop_TokenSet_toArray, ZEND_ACC_PUBLIC)
	ZEND_ME(Coop_TokenSet, fromArray, arginfo_class_Coop_TokenSet_fromArray, ZEND_ACC_PUBLIC|ZEND_ACC_STATIC)
	ZEND_ME(Coop_TokenSet, jsonSerialize, arginfo_class_Coop_TokenSet_jsonSerialize, ZEND_ACC_PUBLIC)
	ZEND_FE_END
};

static zend_class_entry *register_class_Coop_TokenSet(zend_class_entry *class_entry_JsonSerializable)
{
	zend_class_entry ce, *class_entry;

	INIT_NS_CLASS_ENTRY(ce, "Coop", "TokenSet", class_Coop_TokenSet_methods);
	class_entry = zend_register_internal_class_ex(&ce, NULL);
	class_entry->ce_flags |= ZEND_ACC_FINAL|ZEND_ACC_NO_DYNAMIC_PROPERTIES|ZEND_ACC_NOT_SERIALIZABLE;
	zend_class_implements(class_entry, 1, class_entry_JsonSerializable);

	zval property_tokenType_default_value;
	ZVAL_UNDEF(&property_tokenType_default_value);
	zend_string *property_tokenType_name = zend_string_init("tokenType", sizeof("tokenType") - 1, 1);
	zend_declare_typed_property(class_entry, property_tokenType_name, &property_tokenType_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_STRING));
	zend_string_release(property_tokenType_name);

	zend_string *property_expiresAt_class_DateTimeImmutable = zend_string_init("DateTimeImmutable", sizeof("DateTimeImmutable")-1, 1);
	zval property_expiresAt_default_value;
	ZVAL_UNDEF(&property_expiresAt_default_value);
	zend_string *property_expiresAt_name = zend_string_init("expiresAt", sizeof("expiresAt") - 1, 1);
	zend_declare_typed_property(class_entry, property_expiresAt_name, &property_expiresAt_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_CLASS(property_expiresAt_class_DateTimeImmutable, 0, MAY_BE_NULL));
	zend_string_release(property_expiresAt_name);

	zval property_scope_default_value;
	ZVAL_UNDEF(&property_scope_default_value);
	zend_string *property_scope_name = zend_string_init("scope", sizeof("scope") - 1, 1);
	zend_declare_typed_property(class_entry, property_scope_name, &property_scope_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_ARRAY|MAY_BE_NULL));
	zend_string_release(property_scope_name);

	zend_string *property_receivedAt_class_DateTimeImmutable = zend_string_init("DateTimeImmutable", sizeof("DateTimeImmutable")-1, 1);
	zval property_receivedAt_default_value;
	ZVAL_UNDEF(&property_receivedAt_default_value);
	zend_string *property_receivedAt_name = zend_string_init("receivedAt", sizeof("receivedAt") - 1, 1);
	zend_declare_typed_property(class_entry, property_receivedAt_name, &property_receivedAt_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_CLASS(property_receivedAt_class_DateTimeImmutable, 0, MAY_BE_NULL));
	zend_string_release(property_receivedAt_name);

	zend_string *property_refreshTokenExpiresAt_class_DateTimeImmutable = zend_string_init("DateTimeImmutable", sizeof("DateTimeImmutable")-1, 1);
	zval property_refreshTokenExpiresAt_default_value;
	ZVAL_UNDEF(&property_refreshTokenExpiresAt_default_value);
	zend_string *property_refreshTokenExpiresAt_name = zend_string_init("refreshTokenExpiresAt", sizeof("refreshTokenExpiresAt") - 1, 1);
	zend_declare_typed_property(class_entry, property_refreshTokenExpiresAt_name, &property_refreshTokenExpiresAt_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_CLASS(property_refreshTokenExpiresAt_class_DateTimeImmutable, 0, MAY_BE_NULL));
	zend_string_release(property_refreshTokenExpiresAt_name);


	zend_add_parameter_attribute(zend_hash_str_find_ptr(&class_entry->function_table, "fromarray", sizeof("fromarray") - 1), 0, ZSTR_KNOWN(ZEND_STR_SENSITIVEPARAMETER), 0);

	return class_entry;
}
