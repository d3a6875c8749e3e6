/* SPDX-License-Identifier: MIT */
#ifndef COOP_HTTP_TRANSFER_H
#define COOP_HTTP_TRANSFER_H

/* What request.c, answer.c and pump.c share: the inside of a transfer. Nobody else includes this, nor libcurl. */
#include "pump.h"
#include <curl/curl.h>

/* Transfers in a row; each is in exactly one, and which one says how far it is. */
typedef struct coop_transfer_list {
	coop_transfer *first; /* owned, as all that follow it */
	coop_transfer *last;
} coop_transfer_list;

struct coop_transfer {
	coop_pump *pump; /* borrowed */
	coop_transfer_list *list; /* the one it is in */
	coop_transfer *previous;
	coop_transfer *next;
	const void *batch; /* the caller's, only compared */
	void *owner; /* the caller's, only carried */

	/* The handle lives as long as the transfer, request after request: its unchanging options are set once, for the
	 * CA file and proxy it was set up with. */
	CURL *easy; /* owned */
	char *ca_file; /* owned copy; NULL: the system's */
	char *proxy; /* owned copy; NULL: none */
	char error[CURL_ERROR_SIZE]; /* what libcurl says in its own words, which may quote the server's certificate */
	bool configured;
	bool option_refused; /* some curl_easy_setopt failed since this was last cleared */
	struct curl_slist *lines; /* owned array, linked up; the text belongs to the request */
	size_t lines_capacity;

	coop_http_answer answer;
	size_t header_bytes; /* all that arrived, 1xx answers and trailers included */
	bool in_headers; /* between a status line and its blank line */
	bool line_open; /* the last of header_lines still lacks its NUL: a folded line may follow */
	bool headers_complete; /* the blank line behind the final answer's headers was seen */
	bool too_large;

	int64_t deadline; /* on coop_boot_milliseconds()'s clock */
	unsigned late_turns; /* turns that began after the deadline */
	unsigned loose_sockets; /* opened for this attempt, and not known to be the one connection it now uses */
	bool send_once;
	bool resend_refused;
	bool sent_too_late; /* the deadline was over before the request could leave, so it was kept here */
	bool connection_lost; /* the server had closed the kept connection before anything was sent over it this time */
	bool unwatched; /* epoll refused one of its sockets */
};

/* Sets every option for a request and forgets the previous answer. False: no memory, or libcurl refused an option. */
bool coop_transfer_prepare(coop_transfer *transfer, const coop_http_request *request) COOP_MUST_CHECK;

/* Fills in outcome and detail, from libcurl's verdict and what the callbacks saw. */
void coop_transfer_judge(coop_transfer *transfer, CURLcode code);

/* Whether libcurl may send again what was sent once; takes note that it wants to. */
bool coop_transfer_may_resend(coop_transfer *transfer) COOP_MUST_CHECK;

/* Wipes the answer. */
void coop_transfer_forget(coop_transfer *transfer);

/* libcurl's callbacks, which only collect: CURLOPT_PREREQFUNCTION, CURLOPT_HEADERFUNCTION, CURLOPT_WRITEFUNCTION. */
int coop_transfer_on_request(
	void *transfer, char *remote_address, char *local_address, int remote_port, int local_port);
size_t coop_transfer_on_header(char *bytes, size_t size, size_t count, void *transfer);
size_t coop_transfer_on_body(char *bytes, size_t size, size_t count, void *transfer);

/* CURLOPT_OPENSOCKETFUNCTION on a transfer, CURLOPT_CLOSESOCKETFUNCTION on a pump. */
curl_socket_t coop_pump_open_socket(void *transfer, curlsocktype purpose, struct curl_sockaddr *address);
int coop_pump_close_socket(void *pump, curl_socket_t socket);

/* Whether the server has closed the kept connection that libcurl is about to send over. Only under
 * CURLOPT_PREREQFUNCTION. */
bool coop_pump_has_lost_connection(coop_transfer *transfer) COOP_MUST_CHECK;

#endif
