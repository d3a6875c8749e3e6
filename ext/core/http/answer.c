/* SPDX-License-Identifier: MIT */
#include "request.h"
#include "transfer.h"
#include "../instant.h"
#include <stdlib.h>

/* ---- What comes back: callbacks that only collect ---------------------------------------------------------------- */

bool coop_transfer_may_resend(coop_transfer *transfer)
{
	/* libcurl counts its resends over the life of a handle and fails at the sixth, whatever lies between: only a reset
	 * sets the count back. */
	transfer->configured = false;
	transfer->resend_refused = transfer->send_once;
	return !transfer->send_once;
}

/* libcurl is about to send. A second call is its silent resend after a kept connection died under the request, which
 * the server may have processed. */
int coop_transfer_on_request(void *argument, char *remote_address, char *local_address, int remote_port, int local_port)
{
	coop_transfer *transfer = argument;
	(void) remote_address;
	(void) local_address;
	(void) remote_port;
	(void) local_port;
	if (transfer->answer.request_sent && !coop_transfer_may_resend(transfer)) {
		return CURL_PREREQFUNC_ABORT;
	}
	if (coop_boot_milliseconds() >= transfer->deadline) {
		/* This process was stopped meanwhile: nobody would wait for the answer. */
		transfer->sent_too_late = true;
		return CURL_PREREQFUNC_ABORT;
	}
	if (transfer->loose_sockets == 0 && coop_pump_has_lost_connection(transfer)) {
		transfer->connection_lost = true;
		return CURL_PREREQFUNC_ABORT;
	}
	transfer->answer.request_sent = true;
	if (transfer->loose_sockets == 1) {
		transfer->loose_sockets = 0;
	}
	return CURL_PREREQFUNC_OK;
}

static bool is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static coop_view trim(coop_view text)
{
	while (text.len && is_space(text.ptr[text.len - 1])) {
		text.len--;
	}
	while (text.len && is_space(text.ptr[0])) {
		text.ptr++;
		text.len--;
	}
	return text;
}

static void close_line(coop_transfer *transfer)
{
	if (transfer->line_open) {
		transfer->line_open = false;
		coop_buffer_append_byte(&transfer->answer.header_lines, '\0');
	}
}

/* A new answer: the final one, or another after a 1xx, whose headers are of no use. */
static void begin_headers(coop_transfer *transfer, coop_view line)
{
	const char *space = memchr(line.ptr, ' ', line.len);
	const char *end = line.ptr + line.len;
	int status = 0;
	for (const char *digit = space ? space + 1 : end; digit < end && *digit >= '0' && *digit <= '9'; digit++) {
		status = status < 100 ? status * 10 + (*digit - '0') : 0;
	}
	transfer->answer.status = status;
	transfer->in_headers = true;
}

/* Without this line seen, libcurl calls a connection that closed among the headers a success with an empty body. */
static void end_headers(coop_transfer *transfer)
{
	close_line(transfer);
	transfer->in_headers = false;
	if (transfer->answer.status >= 200) {
		transfer->headers_complete = true;
	} else {
		transfer->answer.status = 0;
		coop_buffer_reset(&transfer->answer.header_lines);
	}
}

static void add_header(coop_transfer *transfer, coop_view line)
{
	coop_buffer *lines = &transfer->answer.header_lines;
	const char *colon = memchr(line.ptr, ':', line.len);
	close_line(transfer);
	if (!colon || memchr(line.ptr, '\0', line.len)) {
		return;
	}
	coop_view name = trim((coop_view){line.ptr, (size_t) (colon - line.ptr)});
	coop_view value = trim((coop_view){colon + 1, line.len - (size_t) (colon - line.ptr) - 1});
	if (name.len) {
		coop_buffer_append(lines, name);
		coop_buffer_append(lines, COOP_VIEW(": "));
		coop_buffer_append(lines, value);
		transfer->line_open = true;
	}
}

/* RFC 9112 section 5.2: an obsolete fold reads as a space. */
static void continue_header(coop_transfer *transfer, coop_view line)
{
	if (transfer->line_open && !memchr(line.ptr, '\0', line.len)) {
		coop_buffer_append_byte(&transfer->answer.header_lines, ' ');
		coop_buffer_append(&transfer->answer.header_lines, trim(line));
	}
}

size_t coop_transfer_on_header(char *bytes, size_t size, size_t count, void *argument)
{
	coop_transfer *transfer = argument;
	coop_view line = {bytes, size * count};
	transfer->header_bytes += line.len;
	if (transfer->header_bytes > COOP_HTTP_HEADERS_MAXIMUM) {
		transfer->too_large = true;
		return 0; /* stops the transfer */
	}
	if (transfer->headers_complete) {
		return line.len; /* a trailer */
	}
	if (line.len == 0 || line.ptr[line.len - 1] != '\n') {
		return line.len; /* all that came of a line before its connection closed */
	}
	if (!transfer->in_headers) {
		begin_headers(transfer, line);
	} else if (trim(line).len == 0) {
		end_headers(transfer);
	} else if (line.ptr[0] == ' ' || line.ptr[0] == '\t') {
		continue_header(transfer, line);
	} else {
		add_header(transfer, line);
	}
	return transfer->answer.header_lines.failed ? 0 : line.len;
}

size_t coop_transfer_on_body(char *bytes, size_t size, size_t count, void *argument)
{
	coop_transfer *transfer = argument;
	coop_buffer *body = &transfer->answer.body;
	coop_view piece = {bytes, size * count};
	size_t room = body->maximum - body->len;
	if (piece.len > room) {
		transfer->too_large = true;
		piece.len = room;
	}
	return coop_buffer_append(body, piece) && !transfer->too_large ? piece.len : 0;
}

void coop_transfer_forget(coop_transfer *transfer)
{
	static const size_t keep = 64 * 1024; /* memory that one large answer needed is not kept for good */
	coop_http_answer *answer = &transfer->answer;
	if (answer->body.capacity > keep) {
		coop_buffer_clear(&answer->body);
	}
	coop_buffer_reset(&answer->body);
	coop_buffer_reset(&answer->header_lines);
	answer->outcome = COOP_HTTP_ANSWERED;
	answer->request_sent = false;
	answer->status = 0;
	answer->detail = NULL;
	answer->proxy_status = 0;
	transfer->error[0] = '\0';
	transfer->header_bytes = 0;
	transfer->in_headers = transfer->line_open = transfer->headers_complete = transfer->too_large = false;
	transfer->resend_refused = transfer->sent_too_late = transfer->connection_lost = transfer->unwatched = false;
	transfer->late_turns = transfer->loose_sockets = 0;
}

/* ---- Verdict ----------------------------------------------------------------------------------------------------- */

/* Codes that are not here are of the connection's beginning as long as the request was not sent, else of its end. */
static const struct {
	CURLcode code;
	coop_http_outcome outcome;
} OUTCOMES[] = {
	{CURLE_OK, COOP_HTTP_ANSWERED},
	{CURLE_COULDNT_RESOLVE_PROXY, COOP_HTTP_DNS},
	{CURLE_COULDNT_RESOLVE_HOST, COOP_HTTP_DNS},
	{CURLE_SSL_CONNECT_ERROR, COOP_HTTP_TLS},
	{CURLE_PEER_FAILED_VERIFICATION, COOP_HTTP_TLS},
	{CURLE_SSL_ENGINE_NOTFOUND, COOP_HTTP_TLS},
	{CURLE_SSL_ENGINE_SETFAILED, COOP_HTTP_TLS},
	{CURLE_SSL_ENGINE_INITFAILED, COOP_HTTP_TLS},
	{CURLE_SSL_CERTPROBLEM, COOP_HTTP_TLS},
	{CURLE_SSL_CIPHER, COOP_HTTP_TLS},
	{CURLE_SSL_CACERT_BADFILE, COOP_HTTP_TLS},
	{CURLE_SSL_SHUTDOWN_FAILED, COOP_HTTP_TLS},
	{CURLE_SSL_CRL_BADFILE, COOP_HTTP_TLS},
	{CURLE_SSL_ISSUER_ERROR, COOP_HTTP_TLS},
	{CURLE_SSL_PINNEDPUBKEYNOTMATCH, COOP_HTTP_TLS},
	{CURLE_SSL_INVALIDCERTSTATUS, COOP_HTTP_TLS},
	{CURLE_SSL_CLIENTCERT, COOP_HTTP_TLS},
	{CURLE_USE_SSL_FAILED, COOP_HTTP_TLS},
	{CURLE_SEND_ERROR, COOP_HTTP_SEND},
	{CURLE_SEND_FAIL_REWIND, COOP_HTTP_SEND},
	{CURLE_OPERATION_TIMEDOUT, COOP_HTTP_TIMEOUT},
	{CURLE_FILESIZE_EXCEEDED, COOP_HTTP_TOO_LARGE},
#if LIBCURL_VERSION_NUM >= 0x080600
	{CURLE_TOO_LARGE, COOP_HTTP_TOO_LARGE},
#endif
	{CURLE_OUT_OF_MEMORY, COOP_HTTP_NO_MEMORY},
	{CURLE_FAILED_INIT, COOP_HTTP_NO_MEMORY},
};

static coop_http_outcome outcome_of(CURLcode code, bool request_sent)
{
	coop_http_outcome outcome = request_sent ? COOP_HTTP_RECEIVE : COOP_HTTP_CONNECT;
	for (size_t i = 0; i < COOP_COUNT(OUTCOMES); i++) {
		if (OUTCOMES[i].code == code) {
			outcome = OUTCOMES[i].outcome;
			break;
		}
	}
	/* A phase on the other side of the sending is libcurl's second try, or a proxy that hung up. */
	if (request_sent && (outcome == COOP_HTTP_DNS || outcome == COOP_HTTP_CONNECT || outcome == COOP_HTTP_TLS)) {
		return COOP_HTTP_RECEIVE;
	}
	return outcome == COOP_HTTP_SEND && !request_sent ? COOP_HTTP_CONNECT : outcome;
}

/* The code that tells what happened, where libcurl's own tells what a callback made of it. */
static CURLcode cause_of(const coop_transfer *transfer, CURLcode code)
{
	if (transfer->sent_too_late) {
		return CURLE_OPERATION_TIMEDOUT;
	}
	if (transfer->too_large) {
		return CURLE_FILESIZE_EXCEEDED;
	}
	if (transfer->answer.body.failed || transfer->answer.header_lines.failed) {
		return CURLE_OUT_OF_MEMORY;
	}
	if (transfer->resend_refused || (code == CURLE_OK && !transfer->headers_complete)) {
		return CURLE_RECV_ERROR;
	}
	return code;
}

/* What TLS libraries say in libcurl's error buffer, and what it means for a person. The buffer itself may quote names out of
 * the certificate, so it is not shown. The first row that fits counts. */
static const struct {
	const char *part;
	const char *words;
} TLS_FAULTS[] = {
	{"expired", "its certificate has expired"},
	{"not yet valid", "its certificate is not valid yet"},
	{"revoked", "its certificate was revoked"},
	{"subject name", "its certificate is for another host"},
	{"subjectAltName", "its certificate is for another host"},
	{"does not match", "its certificate is for another host"},
	{"mismatch", "its certificate is for another host"},
	{"self-signed", "its certificate is of an authority that is not trusted here"},
	{"self signed", "its certificate is of an authority that is not trusted here"},
	{"issuer", "its certificate is of an authority that is not trusted here"},
	{"unknown ca", "its certificate is of an authority that is not trusted here"},
	{"first certificate", "its certificate is of an authority that is not trusted here"},
	{"signer", "its certificate is of an authority that is not trusted here"},
	{"verify locations", "the file of trusted certificates cannot be read"},
	{"CAfile", "the file of trusted certificates cannot be read"},
	{"unsupported protocol", "it speaks a version of TLS that is too old"},
	{"protocol version", "it speaks a version of TLS that is too old"},
	{"version too low", "it speaks a version of TLS that is too old"},
	{"wrong version number", "it does not speak TLS at this port, or a version that is too old"},
};

static const char *tls_words(const char *error)
{
	for (size_t i = 0; i < COOP_COUNT(TLS_FAULTS); i++) {
		if (strcasestr(error, TLS_FAULTS[i].part)) {
			return TLS_FAULTS[i].words;
		}
	}
	return NULL;
}

/* Returns the status by which a proxy refused to connect; 0 if it did not. */
static int proxy_status_of(const coop_transfer *transfer)
{
	long status = 0;
	if (transfer->answer.request_sent ||
		curl_easy_getinfo(transfer->easy, CURLINFO_HTTP_CONNECTCODE, &status) != CURLE_OK || status < 300) {
		return 0;
	}
	return status <= 999 ? (int) status : 0;
}

void coop_transfer_judge(coop_transfer *transfer, CURLcode code)
{
	coop_http_answer *answer = &transfer->answer;
	close_line(transfer);
	code = cause_of(transfer, code);
	answer->outcome = outcome_of(code, answer->request_sent);
	if (answer->outcome > COOP_HTTP_ANSWERED && answer->outcome < COOP_HTTP_TOO_LARGE) {
		const char *words = answer->outcome == COOP_HTTP_TLS ? tls_words(transfer->error) : NULL;
		answer->detail = words ? words : curl_easy_strerror(code);
		answer->proxy_status = proxy_status_of(transfer);
	}
}

coop_view coop_http_answer_header(const coop_http_answer *answer, coop_view name)
{
	coop_view lines = coop_buffer_view(&answer->header_lines);
	while (lines.len) {
		size_t length = strnlen(lines.ptr, lines.len);
		if (length >= name.len + 2 && lines.ptr[name.len] == ':' &&
			coop_view_equals_ignoring_case((coop_view){lines.ptr, name.len}, name)) {
			return (coop_view){lines.ptr + name.len + 2, length - name.len - 2};
		}
		size_t step = length < lines.len ? length + 1 : length;
		lines.ptr += step;
		lines.len -= step;
	}
	return COOP_VIEW_NONE;
}
