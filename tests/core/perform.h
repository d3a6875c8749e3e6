/* SPDX-License-Identifier: MIT */
#ifndef PERFORM_H
#define PERFORM_H

#include "http/pump.h"

/* Starts a request and turns the pump until the transfer has ended. */
static inline coop_transfer *perform(coop_pump *pump, const coop_http_request *request)
{
	coop_transfer *transfer = coop_pump_start(pump, request, NULL, NULL);
	if (transfer) {
		coop_pump_finish(pump, transfer);
	}
	return transfer;
}

#endif
