/* SPDX-License-Identifier: MIT */
#include "pdo_expiry.h"

#include "php/values/convert.h"
#include "ext/date/php_date.h"
#include "zend_exceptions.h"
#include "zend_interfaces.h"
#include <math.h>

bool php_coop_expiry_zone(zend_string *name, zval *zone)
{
	ZVAL_UNDEF(zone);
	if (zend_string_equals_literal_ci(name, "UTC")) {
		return true;
	}
	zval argument;
	ZVAL_STR(&argument, name);
	object_init_ex(zone, php_date_get_timezone_ce());
	zend_call_method_with_1_params(
		Z_OBJ_P(zone), Z_OBJCE_P(zone), &Z_OBJCE_P(zone)->constructor, "__construct", NULL, &argument);
	if (!EG(exception)) {
		return true;
	}
	zend_clear_exception();
	zval_ptr_dtor(zone);
	ZVAL_UNDEF(zone);
	return false;
}

/* Reads the instant of a text in the zone. */
static bool instant_of_text(zval *zone, const char *text, size_t len, coop_instant *instant)
{
	zval date;
	php_date_instantiate(php_date_get_immutable_ce(), &date);
	bool made = php_date_initialize(Z_PHPDATE_P(&date), text, len, NULL, Z_ISUNDEF_P(zone) ? NULL : zone, 0) &&
		php_coop_instant_of(Z_OBJ(date), instant);
	zval_ptr_dtor(&date);
	return made;
}

/* Gives the zone's offset at an instant, in seconds east of UTC. */
static bool offset_at(zval *zone, coop_instant instant, int64_t *offset)
{
	zval date, result;
	php_coop_zval_instant(&date, instant);
	zend_call_method_with_1_params(Z_OBJ_P(zone), Z_OBJCE_P(zone), NULL, "getoffset", &result, &date);
	zval_ptr_dtor(&date);
	if (EG(exception)) {
		return false;
	}
	*offset = zval_get_long(&result);
	return true;
}

#define LONGEST_SHIFT \
 (3 * 3600) /* seconds by which a clock is set back at most; it is mostly an hour, and never was more */

/* When clocks are set back, an hour comes twice, and PHP takes a text for the second time. Here it is the first time.
 * If that is wrong, a token is refreshed an hour early; if the second time were wrong, a token would be used after its
 * end. */
static bool take_earlier(zval *zone, coop_instant local, coop_instant *instant)
{
	int64_t earlier_offset, offset;
	if (!offset_at(zone, *instant - LONGEST_SHIFT, &earlier_offset)) {
		return false;
	}
	coop_instant earlier = local - earlier_offset;
	if (earlier >= *instant) {
		return true;
	}
	if (!offset_at(zone, earlier, &offset)) {
		return false;
	}
	*instant = offset == earlier_offset ? earlier : *instant;
	return true;
}

static bool read_text(zval *zone, coop_view text, bool *known, coop_instant *instant)
{
	coop_expiry expiry = coop_expiry_parse(text);
	*known = expiry.form != COOP_EXPIRY_UNKNOWN;
	*instant = expiry.instant;
	if (Z_ISUNDEF_P(zone) || (expiry.form != COOP_EXPIRY_DATE && expiry.form != COOP_EXPIRY_NAIVE)) {
		return true;
	}
	char local[COOP_INSTANT_TEXT_SIZE];
	size_t len = coop_instant_format(expiry.instant, 0, local);
	return instant_of_text(zone, local, len, instant) && take_earlier(zone, expiry.instant, instant);
}

/* Cuts off the fraction, by 64 bits even if PHP's ints have 32. */
static coop_instant without_fraction(double number)
{
	return fabs(number) < 9.2e18 ? (coop_instant) number : 0;
}

bool php_coop_expiry_read(zval *zone, zval *value, bool *known, coop_instant *instant)
{
	*known = false;
	*instant = 0;
	if (Z_TYPE_P(value) == IS_STRING) {
		return read_text(zone, php_coop_view(Z_STR_P(value)), known, instant);
	}
	if (Z_TYPE_P(value) == IS_LONG || Z_TYPE_P(value) == IS_DOUBLE) {
		*known = true;
		*instant = Z_TYPE_P(value) == IS_LONG ? Z_LVAL_P(value) : without_fraction(Z_DVAL_P(value));
	}
	return true;
}

size_t php_coop_expiry_format(zval *zone, coop_instant instant, char text[COOP_INSTANT_TEXT_SIZE])
{
	if (Z_ISUNDEF_P(zone)) {
		return coop_instant_format(instant, 0, text);
	}
	int64_t offset;
	return offset_at(zone, instant, &offset) ? coop_instant_format(instant, offset, text) : 0;
}

zend_string *php_coop_expiry_write(zval *zone, php_coop_expiry_kind kind, coop_instant instant)
{
	char text[COOP_INSTANT_TEXT_SIZE];
	switch (kind) {
		case PHP_COOP_EXPIRY_NUMBER:
			return zend_i64_to_str(instant);
		case PHP_COOP_EXPIRY_ZONED:
			coop_instant_format(instant, 0, text);
			return zend_strpprintf(0, "%s+00", text);
		case PHP_COOP_EXPIRY_TEXT:
		case PHP_COOP_EXPIRY_TIME:
			break;
	}
	size_t len = php_coop_expiry_format(zone, instant, text);
	return len > 0 ? zend_string_init(text, len, 0) : NULL;
}

bool php_coop_expiry_end_of_today(zval *zone, coop_instant *instant)
{
	/* Without a zone PHP would take the one of the ini. */
	const char *text = Z_ISUNDEF_P(zone) ? "tomorrow UTC" : "tomorrow";
	if (!instant_of_text(zone, text, strlen(text), instant)) {
		return false;
	}
	(*instant)--;
	return true;
}
