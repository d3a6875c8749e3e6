/* SPDX-License-Identifier: MIT */
#include "run_play.h"

/* Each rule of a run is a short play here. The play itself checks what is true of every run. */

#define SECOND INT64_C(1000)
#define HOUR (3600 * SECOND)
#define STEPS 1000000

/* ---- Servers ----------------------------------------------------------------------------------------------------- */

static play_reply replies(coop_run_answer answer, int64_t takes)
{
	return (play_reply){.answer = answer, .takes = takes, .retry_after = -1};
}

static play_reply works(play *p, int row, bool resend)
{
	(void) p, (void) row, (void) resend;
	return replies(COOP_RUN_TOKENS, 100);
}

static play_reply refuses_client(play *p, int row, bool resend)
{
	(void) p, (void) row, (void) resend;
	return replies(COOP_RUN_CLIENT_REFUSED, 100);
}

static play_reply refuses_fourth_client(play *p, int row, bool resend)
{
	(void) p, (void) resend;
	return replies(row < 3 ? COOP_RUN_ENDED : row == 3 ? COOP_RUN_CLIENT_REFUSED : COOP_RUN_TOKENS, 100 + row);
}

static play_reply rejects(play *p, int row, bool resend)
{
	(void) p, (void) row, (void) resend;
	return replies(COOP_RUN_ENDED, 100);
}

static play_reply rejects_once_more(play *p, int row, bool resend)
{
	(void) p, (void) row, (void) resend;
	return replies(COOP_RUN_STILL_ENDED, 100);
}

static play_reply rejects_first_1000(play *p, int row, bool resend)
{
	(void) p, (void) resend;
	return replies(row < 1000 ? COOP_RUN_ENDED : COOP_RUN_TOKENS, 100);
}

static play_reply rejects_after_300(play *p, int row, bool resend)
{
	(void) p, (void) resend;
	return replies(row < 300 ? COOP_RUN_TOKENS : COOP_RUN_ENDED, 100 + row % 7 * 10);
}

static play_reply rejects_two(play *p, int row, bool resend)
{
	(void) p, (void) resend;
	return replies(row < 2 ? COOP_RUN_ENDED : COOP_RUN_BUSY, 100);
}

static play_reply rejects_a_fifth(play *p, int row, bool resend)
{
	(void) p, (void) resend;
	return replies(row % 5 == 4 ? COOP_RUN_ENDED : COOP_RUN_TOKENS, 100);
}

/* `world` is the answer to one row. */
static play_reply answers_first_so(play *p, int row, bool resend)
{
	(void) resend;
	return replies(row == 0 ? *(const coop_run_answer *) p->world : COOP_RUN_TOKENS, 100);
}

static play_reply answers_middle_so(play *p, int row, bool resend)
{
	(void) resend;
	return replies(row == p->rows / 2 ? *(const coop_run_answer *) p->world : COOP_RUN_TOKENS, 100);
}

static play_reply poisons_first_40(play *p, int row, bool resend)
{
	(void) p, (void) resend;
	return replies(row < 40 ? COOP_RUN_UNCLEAR : COOP_RUN_TOKENS, 100);
}

static play_reply refuses(play *p, int row, bool resend)
{
	(void) p, (void) row, (void) resend;
	return replies(COOP_RUN_REFUSED, 100);
}

static play_reply refuses_mutely(play *p, int row, bool resend)
{
	(void) p, (void) row, (void) resend;
	return replies(COOP_RUN_REFUSED_MUTELY, 100);
}

static play_reply refuses_first_900(play *p, int row, bool resend)
{
	(void) p, (void) resend;
	return replies(row < 900 ? COOP_RUN_REFUSED : COOP_RUN_TOKENS, 100);
}

static play_reply walls_after_100(play *p, int row, bool resend)
{
	(void) row, (void) resend;
	return replies(p->sends > 100 ? COOP_RUN_REFUSED_MUTELY : COOP_RUN_TOKENS, 100);
}

static play_reply forbids_after_100(play *p, int row, bool resend)
{
	(void) row, (void) resend;
	return replies(p->sends > 100 ? COOP_RUN_REFUSED : COOP_RUN_TOKENS, 10);
}

static play_reply is_busy(play *p, int row, bool resend)
{
	(void) p, (void) row, (void) resend;
	return replies(COOP_RUN_BUSY, 100);
}

static play_reply refuses_some_of_each(play *p, int row, bool resend)
{
	(void) p, (void) resend;
	return replies(row % 2 == 0 ? COOP_RUN_ENDED : COOP_RUN_REFUSED, 100);
}

/* The first answer is a 503 with a Retry-After, which is `world`. */
static play_reply asks_to_wait(play *p, int row, bool resend)
{
	play_reply reply = replies(row == 0 && !resend ? COOP_RUN_UNCLEAR : COOP_RUN_TOKENS, 100);
	reply.retry_after = row == 0 && !resend ? *(const int64_t *) p->world : -1;
	return reply;
}

static play_reply is_away(play *p, int row, bool resend)
{
	(void) p, (void) row, (void) resend;
	return replies(COOP_RUN_NOT_SENT, 1);
}

static play_reply is_away_for_10_seconds(play *p, int row, bool resend)
{
	(void) row, (void) resend;
	return replies(p->now - p->started_at < 10 * SECOND ? COOP_RUN_NOT_SENT : COOP_RUN_TOKENS, 1);
}

/* The server is away for the first request, and from the fifth row on, after callbacks that took seven minutes. */
static play_reply is_away_late(play *p, int row, bool resend)
{
	(void) resend;
	if (p->sends == 1) {
		return replies(COOP_RUN_NOT_SENT, 1);
	}
	return replies(row >= 4 && p->now - p->started_at < 430 * SECOND ? COOP_RUN_NOT_SENT : COOP_RUN_TOKENS, 1);
}

static play_reply has_one_bad_row(play *p, int row, bool resend)
{
	(void) p, (void) resend;
	return replies(row == 5 ? COOP_RUN_NOT_SENT : COOP_RUN_TOKENS, 20);
}

static play_reply is_silent(play *p, int row, bool resend)
{
	(void) row, (void) resend;
	return replies(COOP_RUN_UNCLEAR, p->rules.answer_deadline);
}

static play_reply loses_first(play *p, int row, bool resend)
{
	(void) p, (void) row;
	return replies(resend ? COOP_RUN_TOKENS : COOP_RUN_UNCLEAR, 100);
}

static play_reply loses_first_and_goes(play *p, int row, bool resend)
{
	(void) p, (void) row;
	return replies(resend ? COOP_RUN_NOT_SENT : COOP_RUN_UNCLEAR, 100);
}

static play_reply loses_both(play *p, int row, bool resend)
{
	(void) p, (void) resend;
	return replies(row % 4 == 0 ? COOP_RUN_UNCLEAR : COOP_RUN_TOKENS, 100);
}

static play_reply makes_no_sense(play *p, int row, bool resend)
{
	(void) p, (void) resend;
	return replies(row % 4 == 0 ? COOP_RUN_UNUSABLE : COOP_RUN_TOKENS, 100);
}

static play_reply answers_late(play *p, int row, bool resend)
{
	(void) p, (void) resend;
	return replies(COOP_RUN_TOKENS, 15 * SECOND + row % 4 * 500);
}

static play_reply answers_third_after_a_minute(play *p, int row, bool resend)
{
	(void) p, (void) resend;
	return replies(COOP_RUN_TOKENS, row == 2 ? 60 * SECOND : 100);
}

/* The fourth request is one too many. `world` says how long the server wants to rest. */
static play_reply limits_fourth(play *p, int row, bool resend)
{
	(void) row, (void) resend;
	play_reply reply = replies(p->sends == 4 ? COOP_RUN_LIMITED : COOP_RUN_TOKENS, 100);
	reply.retry_after = *(const int64_t *) p->world;
	return reply;
}

static play_reply limits_all(play *p, int row, bool resend)
{
	(void) row, (void) resend;
	play_reply reply = replies(COOP_RUN_LIMITED, 100);
	reply.retry_after = *(const int64_t *) p->world;
	return reply;
}

/* ---- Stores ------------------------------------------------------------------------------------------------------ */

static play_transaction breaks(play *p)
{
	(void) p;
	return (play_transaction){false, false, 5};
}

/* Transactions fail as soon as the first answers wait to be saved. */
static play_transaction breaks_when_saving(play *p)
{
	bool works = p->settled == 0 && !p->failing;
	return (play_transaction){works, works, 5};
}

/* After the third request only those transactions work that take no rows. */
static play_transaction breaks_when_taking(play *p)
{
	bool works = p->taking == 0 || p->sends < 3;
	return (play_transaction){works, works, 5};
}

static play_transaction breaks_each_other_time(play *p)
{
	bool works = p->groups % 2 == 0;
	return (play_transaction){works, works, 5};
}

static play_transaction breaks_for_2_minutes(play *p)
{
	bool works = p->now - p->started_at < 1 * SECOND || p->now - p->started_at >= 120 * SECOND;
	return (play_transaction){works, works, 5};
}

static play_transaction hangs_80_seconds_once(play *p)
{
	return (play_transaction){true, true, p->groups == 0 ? 80 * SECOND : 5};
}

/* ---- Callbacks --------------------------------------------------------------------------------------------------- */

static int64_t stall_7_minutes_once(play *p)
{
	return p->saved > 0 && p->now - p->started_at < 420 * SECOND ? 420 * SECOND : 0;
}

static int64_t stall_80_seconds_once(play *p)
{
	return p->taken == 1 && p->saved == 0 ? 80 * SECOND : 0;
}

static void stop_at_second_3(play *p)
{
	if (p->now - p->started_at >= 3 * SECOND) {
		coop_run_stop_for(p->run, COOP_RUN_STOP_SIGNAL);
	}
}

static void callback_throws(play *p)
{
	if (p->saved > 0) {
		coop_run_stop_for(p->run, COOP_RUN_STOP_CALLER);
		coop_run_stop_for(p->run, COOP_RUN_STOP_SIGNAL); /* the first reason stays */
	}
}

/* ---- The rules --------------------------------------------------------------------------------------------------- */

static const play_hooks WORKS = {.reply = works}, CLIENT_REFUSED = {.reply = refuses_client},
						CLIENT_REFUSED_LATER = {.reply = refuses_fourth_client}, REJECTS = {.reply = rejects},
						STILL_REJECTS = {.reply = rejects_once_more}, DEAD_FIRST = {.reply = rejects_first_1000},
						DEAD_LAST = {.reply = rejects_after_300}, REFUSES = {.reply = refuses},
						WALLS = {.reply = refuses_mutely}, REFUSES_900 = {.reply = refuses_first_900},
						WALLS_LATER = {.reply = walls_after_100}, POISONS_40 = {.reply = poisons_first_40},
						FORBIDS_LATER = {.reply = forbids_after_100}, BUSY = {.reply = is_busy},
						REFUSES_ALL = {.reply = refuses_some_of_each}, TWO = {.reply = rejects_two},
						A_FIFTH = {.reply = rejects_a_fifth}, AWAY = {.reply = is_away},
						AWAY_10 = {.reply = is_away_for_10_seconds},
						AWAY_LATE = {.reply = is_away_late, .stall = stall_7_minutes_once},
						BAD_ROW = {.reply = has_one_bad_row}, SILENT = {.reply = is_silent},
						LOSES_FIRST = {.reply = loses_first}, LOSES_FIRST_AND_GOES = {.reply = loses_first_and_goes},
						LOSES_BOTH = {.reply = loses_both}, NO_SENSE = {.reply = makes_no_sense},
						LATE = {.reply = answers_late}, SIGNAL = {.reply = answers_late, .moment = stop_at_second_3},
						THROWS = {.reply = works, .moment = callback_throws},
						NO_STORE = {.reply = works, .transaction = breaks},
						SAVING_BREAKS = {.reply = works, .transaction = breaks_when_saving},
						SAVING_BREAKS_FOR_REJECTED = {.reply = rejects, .transaction = breaks_when_saving},
						TAKING_BREAKS = {.reply = answers_third_after_a_minute, .transaction = breaks_when_taking},
						DEAD_LAST_AND_BREAKS = {.reply = rejects_after_300, .transaction = breaks_each_other_time},
						STORE_COMES_BACK = {.reply = works, .transaction = breaks_for_2_minutes},
						COMMIT_HANGS = {.reply = works, .transaction = hangs_80_seconds_once},
						CALLBACK_STALLS = {.reply = works, .stall = stall_80_seconds_once};

#define ANY (-1)

/* What each play comes to, with times in seconds. */
static const struct {
	const char *name;
	const play_hooks *hooks;
	int rows, concurrency, deadline, time_limit;
	coop_run_stop stop;
	int sends, resends, saved, judgements, believed, unsent, given_up;
	int ends_after, ends_before;
} RULES[] = {
	{"everybody", &WORKS, 1000, 32, 20, 0, COOP_RUN_GOES_ON, 1000, 0, 1000, 0, 0, 0, 0, 3, 8},
	{"one", &WORKS, 1, 1, 20, 0, COOP_RUN_GOES_ON, 1, 0, 1, 0, 0, 0, 0, 0, 1},
	{"nobody", &WORKS, 0, 32, 20, 0, COOP_RUN_GOES_ON, 0, 0, 0, 0, 0, 0, 0, 0, 1},
	{"as many as there can be", &WORKS, 5000, 512, 20, 0, COOP_RUN_GOES_ON, 5000, 0, 5000, 0, 0, 0, 0, 1, 5},
	{"wrong client", &CLIENT_REFUSED, 1000, 32, 20, 0, COOP_RUN_STOP_CLIENT_REFUSED, 3, 0, 0, 1, 0, ANY, 0, 0, 1},
	{"wrong client, two users", &CLIENT_REFUSED, 2, 32, 20, 0, COOP_RUN_STOP_CLIENT_REFUSED, 2, 0, 0, 1, 0, 0, 0, 0, 1},
	{"wrong client for one, others refused", &CLIENT_REFUSED_LATER, 1000, 32, 20, 0, COOP_RUN_GOES_ON, 1000, 0, 996, 1,
		4, ANY, 0, 3, 30},
	{"wrong client in other words", &REFUSES, 1000, 32, 20, 0, COOP_RUN_STOP_CLIENT_REFUSED, 8, 0, 0, 1, 0, ANY, 0, 0,
		2},
	{"wrong client in other words, five users", &REFUSES, 5, 32, 20, 0, COOP_RUN_STOP_CLIENT_REFUSED, 5, 0, 0, 1, 0, 0,
		0, 0, 2},
	{"a wall", &WALLS, 600, 32, 20, 0, COOP_RUN_STOP_CLIENT_REFUSED, 8, 0, 0, 1, 0, ANY, 0, 0, 2},
	{"a wall after 100 requests", &WALLS_LATER, 600, 32, 20, 0, COOP_RUN_STOP_OUTAGE, ANY, 0, 100, 1, ANY, ANY, 0, 300,
		400},
	{"a wall that speaks, after 100 requests", &FORBIDS_LATER, 600, 32, 20, 0, COOP_RUN_GOES_ON, 600, 0, 100, 1, 500,
		ANY, 0, 18, 30},
	{"ended and refused, nobody live", &REFUSES_ALL, 30, 32, 20, 0, COOP_RUN_STOP_CLIENT_REFUSED, 15, 0, 0, 1, 0, ANY,
		0, 1, 3},
	{"900 refused in words, then 100 live", &REFUSES_900, 1000, 32, 20, 0, COOP_RUN_GOES_ON, 1000, 0, 100, 1, 900, ANY,
		0, 3, 60},
	{"40 poisoned, then 60 live", &POISONS_40, 100, 32, 20, 0, COOP_RUN_GOES_ON, 100, 40, 60, 0, 0, ANY, 0, 1, 60},
	{"busy", &BUSY, 600, 32, 20, 0, COOP_RUN_STOP_OUTAGE, ANY, 0, 0, 0, 0, ANY, 0, 300, 380},
	{"two of two rejected", &REJECTS, 2, 32, 20, 0, COOP_RUN_GOES_ON, 2, 0, 0, 1, 2, 0, 0, 0, 1},
	{"three of three rejected", &REJECTS, 3, 32, 20, 0, COOP_RUN_STOP_REJECTIONS, 3, 0, 0, 1, 0, 0, 0, 0, 1},
	{"12 of 12 rejected", &REJECTS, 12, 32, 20, 0, COOP_RUN_STOP_REJECTIONS, 12, 0, 0, 1, 0, 0, 0, 0, 2},
	{"10,000 of 10,000 rejected", &REJECTS, 10000, 32, 20, 0, COOP_RUN_STOP_REJECTIONS, 1001, 0, 0, ANY, 0, ANY, 0, 100,
		110},
	{"rejected before, all", &STILL_REJECTS, 200, 32, 20, 0, COOP_RUN_GOES_ON, 200, 0, 0, 1, 200, 0, 0, 1, 3},
	{"rejected before, thousands", &STILL_REJECTS, 3000, 32, 20, 0, COOP_RUN_GOES_ON, 3000, 0, 0, 4, 3000, 0, 0, 9, 20},
	{"1,000 dead, then 200 live", &DEAD_FIRST, 1200, 32, 20, 0, COOP_RUN_GOES_ON, 1200, 0, 200, 1, 1000, 0, 0, 4, 9},
	{"1,000 dead, then 60 live", &DEAD_FIRST, 1060, 32, 20, 0, COOP_RUN_GOES_ON, 1060, 0, 60, 1, 1000, 0, 0, 3, 9},
	{"1,000 dead, then 40 live", &DEAD_FIRST, 1040, 32, 20, 0, COOP_RUN_STOP_REJECTIONS, 1040, 0, 40, 1, 1000, 0, 0, 3,
		9},
	{"300 live, then 19 dead", &DEAD_LAST, 319, 32, 20, 0, COOP_RUN_GOES_ON, 319, 0, 300, 1, 19, 0, 0, 1, 3},
	{"300 live, then 50 dead", &DEAD_LAST, 350, 32, 20, 0, COOP_RUN_GOES_ON, 350, 0, 300, 1, 50, 0, 0, 1, 3},
	{"300 live, then 51 dead", &DEAD_LAST, 351, 32, 20, 0, COOP_RUN_STOP_REJECTIONS, 351, 0, 300, 1, 51, 0, 0, 1, 3},
	{"300 live, then 2,500 dead", &DEAD_LAST, 2800, 32, 20, 0, COOP_RUN_STOP_REJECTIONS, 2800, 0, 300, 3, 2500, 0, 0, 8,
		20},
	{"two dead, the others busy", &TWO, 30, 32, 20, 0, COOP_RUN_STOP_OUTAGE, ANY, 0, 0, 1, 2, ANY, 0, 300, 380},
	{"every fifth dead", &A_FIFTH, 6000, 32, 20, 0, COOP_RUN_GOES_ON, 6000, 0, 4800, 2, 1200, 0, 0, 18, 40},
	{"away", &AWAY, 1000, 32, 20, 0, COOP_RUN_STOP_OUTAGE, ANY, 0, 0, 0, 0, ANY, 0, 300, 380},
	{"away for ten seconds", &AWAY_10, 1000, 32, 20, 0, COOP_RUN_GOES_ON, ANY, 0, ANY, 0, 0, ANY, 0, 10, 30},
	{"away for ten seconds, after a long callback", &AWAY_LATE, 100, 1, 20, 0, COOP_RUN_GOES_ON, ANY, 0, ANY, 0, 0, ANY,
		0, 430, 450},
	{"a row that never leaves", &BAD_ROW, 100, 8, 20, 0, COOP_RUN_GOES_ON, ANY, 0, 99, 0, 0, ANY, 0, 0, 5},
	{"silent", &SILENT, 1000, 32, 20, 0, COOP_RUN_STOP_OUTAGE, 9, 9, 0, 0, 0, ANY, 0, 360, 362},
	{"first answers lost", &LOSES_FIRST, 100, 8, 20, 0, COOP_RUN_GOES_ON, 100, 100, 100, 0, 0, 0, 0, 2, 10},
	{"first answers lost, the server gone", &LOSES_FIRST_AND_GOES, 7, 8, 20, 0, COOP_RUN_GOES_ON, 7, 7, 0, 0, 0, 0, 0,
		0, 5},
	{"both answers lost", &LOSES_BOTH, 100, 8, 20, 0, COOP_RUN_GOES_ON, 100, 25, 75, 0, 0, 0, 0, 1, 10},
	{"answers without sense", &NO_SENSE, 100, 8, 20, 0, COOP_RUN_GOES_ON, 100, 0, 75, 0, 0, 0, 0, 1, 10},
	{"time limit", &LATE, 1000, 4, 20, 40, COOP_RUN_STOP_TIME_LIMIT, 9, 0, 9, 0, 0, 4, 0, 45, 48},
	{"time limit without an end", &WORKS, 10, 4, 20, INT32_MAX, COOP_RUN_GOES_ON, 10, 0, 10, 0, 0, 0, 0, 0, 1},
	{"time limit in a pause", &AWAY, 1000, 32, 20, 20, COOP_RUN_STOP_TIME_LIMIT, ANY, 0, 0, 0, 0, ANY, 0, 20, 21},
	{"signal", &SIGNAL, 1000, 4, 20, 0, COOP_RUN_STOP_SIGNAL, 1, 0, 1, 0, 0, ANY, 0, 15, 16},
	{"a callback throws", &THROWS, 1000, 1, 20, 0, COOP_RUN_STOP_CALLER, 1, 0, 1, 0, 0, 1, 0, 0, 1},
	{"no store", &NO_STORE, 1000, 32, 20, 0, COOP_RUN_STOP_STORE, 0, 0, 0, 0, 0, 0, 0, 8, 13},
	{"saving fails", &SAVING_BREAKS, 1000, 32, 20, 0, COOP_RUN_STOP_STORE, 1, 0, 0, 0, 0, 0, 1, 417, 421},
	{"saving fails, time limit", &SAVING_BREAKS, 1000, 32, 20, 55, COOP_RUN_STOP_STORE, 1, 0, 0, 0, 0, 0, 1, 52, 56},
	{"saving fails, time limit soon", &SAVING_BREAKS, 1000, 32, 20, 5, COOP_RUN_STOP_STORE, 1, 0, 0, 0, 0, 0, 1, 8, 13},
	{"saving fails, rejected", &SAVING_BREAKS_FOR_REJECTED, 1000, 32, 20, 0, COOP_RUN_STOP_STORE, 1, 0, 0, 0, 0, 0, 1,
		417, 421},
	{"nothing can be taken while an answer is on its way", &TAKING_BREAKS, 1000, 3, 60, 0, COOP_RUN_STOP_STORE, ANY, 0,
		ANY, 0, 0, 0, 0, 68, 75},
	{"2,500 dead, every other transaction fails", &DEAD_LAST_AND_BREAKS, 2800, 32, 20, 0, COOP_RUN_STOP_REJECTIONS,
		2800, 0, 300, 3, 2500, 0, 0, 8, 60},
	{"the store comes back", &STORE_COMES_BACK, 1000, 32, 20, 0, COOP_RUN_GOES_ON, 1000, 0, 1000, 0, 0, 0, 0, 120, 126},
	{"a COMMIT hangs", &COMMIT_HANGS, 100, 1, 20, 0, COOP_RUN_GOES_ON, 100, 0, 100, 0, 0, 1, 0, 90, 100},
	{"a callback stalls", &CALLBACK_STALLS, 100, 1, 20, 0, COOP_RUN_GOES_ON, 100, 0, 100, 0, 0, 1, 0, 90, 100},
};

static bool is_number(int number, int expected)
{
	return expected == ANY || number == expected;
}

static void rules(void)
{
	static play p;

	for (size_t i = 0; i < COUNT(RULES); i++) {
		const coop_run_rules r = {.concurrency = RULES[i].concurrency,
			.answer_deadline = RULES[i].deadline * SECOND,
			.time_limit = RULES[i].time_limit * SECOND,
			.seed = (uint32_t) i};
		play_init(&p, RULES[i].hooks, NULL, &r, RULES[i].rows, 5 * HOUR);
		play_all(&p, STEPS, 10 * HOUR);
		CHECK_ROW(!p.broken, RULES[i].name);
		bool same = p.stop == RULES[i].stop && is_number(p.sends, RULES[i].sends) &&
			is_number(p.resends, RULES[i].resends) && is_number(p.saved, RULES[i].saved) &&
			is_number(p.judgements, RULES[i].judgements) && is_number(p.believed, RULES[i].believed) &&
			is_number(p.unsent, RULES[i].unsent) && is_number(p.given_up, RULES[i].given_up);
		int64_t took = p.now - p.started_at;
		bool in_time = took >= RULES[i].ends_after * SECOND && took <= RULES[i].ends_before * SECOND;
		if (!CHECK_ROW(same, RULES[i].name) || !CHECK_ROW(in_time, RULES[i].name) || p.broken) {
			printf("stop %d, %d sends, %d resends, %d saved, %d judgements, %d believed, %d unsent, %d given up, %lld "
				   "ms: %s\n",
				p.stop, p.sends, p.resends, p.saved, p.judgements, p.believed, p.unsent, p.given_up, (long long) took,
				p.broken ? p.broken : "no rule broken");
		}
		CHECK_ROW(p.parked_most <= COOP_RUN_PARKED_MAXIMUM + (p.failed > 0 ? r.concurrency : 0), RULES[i].name);
		play_free(&p);
	}
}

/* ---- What a table cannot say ------------------------------------------------------------------------------------- */

static void begin(play *p, const play_hooks *hooks, void *world, int rows, int concurrency)
{
	const coop_run_rules r = {.concurrency = concurrency, .answer_deadline = 20 * SECOND, .seed = 7};
	play_init(p, hooks, world, &r, rows, 0);
}

static void end(play *p, const char *name)
{
	CHECK_ROW(!p->broken, name);
	if (p->broken) {
		printf("%s: %s\n", name, p->broken);
	}
	play_free(p);
}

/* 1, 2, 4 requests are in flight while the server does nothing but answer, and all that are allowed after the first
 * success. While it refuses, there is one. */
static void opens_slowly(void)
{
	static play p;

	begin(&p, &STILL_REJECTS, NULL, 500, 32);
	play_all(&p, STEPS, HOUR);
	for (int i = 0; i < 127; i++) {
		int rounds = 0;
		for (int sent = 0, abreast = 1; sent + abreast <= i; rounds++) {
			sent += abreast;
			abreast = abreast < 32 ? 2 * abreast : 32;
		}
		CHECK(p.sent_at[i] == 100 * rounds);
	}
	CHECK(p.in_flight_most == 32);
	end(&p, "opens slowly, rejected");

	begin(&p, &REJECTS, NULL, 100, 32);
	play_all(&p, STEPS, HOUR);
	for (int i = 0; i < 100; i++) {
		CHECK(p.sent_at[i] == 100 * i);
	}
	CHECK(p.from_end == 33);
	end(&p, "one at a time from all parts of the order");

	begin(&p, &WORKS, NULL, 500, 32);
	play_all(&p, STEPS, HOUR);
	CHECK(p.sent_at[1] == 100 && p.sent_at[32] == 100 && p.sent_at[33] == 200 && p.in_flight_most == 32);
	end(&p, "opens slowly, then at once");
}

/* Eight requests that never left make a pause. Pauses grow from one second to sixty, plus up to a quarter. */
static void pauses(void)
{
	static play p;

	begin(&p, &AWAY, NULL, 1000, 32);
	play_all(&p, STEPS, HOUR);
	CHECK(p.sent_at[7] - p.sent_at[0] < 200);
	int64_t expected = 1000;
	for (int i = 8; i < p.sends; i++) {
		int64_t pause = p.sent_at[i] - p.sent_at[i - 1];
		CHECK(pause >= expected && pause <= expected + expected / 4 + 10);
		expected = expected < 30000 ? 2 * expected : 60000;
	}
	CHECK(p.sends >= 15 && p.outcomes[COOP_RUN_NOT_SENT] <= 3);
	end(&p, "pauses");
}

static void rate_limits(void)
{
	static play p;
	static const play_hooks fourth = {.reply = limits_fourth}, all = {.reply = limits_all};
	static const struct {
		const char *name;
		int64_t retry_after, at_least, at_most;
		coop_run_stop stop;
	} ROWS[] = {
		{"it does not say", -1, 1000, 1300, COOP_RUN_GOES_ON},
		{"at once", 0, 1000, 1050, COOP_RUN_GOES_ON},
		{"7 seconds", 7000, 7000, 7050, COOP_RUN_GOES_ON},
		{"300 seconds", 300000, 300000, 300050, COOP_RUN_GOES_ON},
		{"301 seconds", 301000, 0, 0, COOP_RUN_STOP_RATE_LIMIT},
		{"no end", INT64_MAX, 0, 0, COOP_RUN_STOP_RATE_LIMIT},
	};

	for (size_t i = 0; i < COUNT(ROWS); i++) {
		int64_t retry_after = ROWS[i].retry_after;
		begin(&p, &fourth, &retry_after, 50, 1);
		play_all(&p, STEPS, HOUR);
		CHECK_ROW(p.stop == ROWS[i].stop, ROWS[i].name);
		if (p.stop == COOP_RUN_GOES_ON) {
			int64_t pause = p.sent_at[4] - (p.sent_at[3] + 100);
			CHECK_ROW(pause >= ROWS[i].at_least && pause <= ROWS[i].at_most, ROWS[i].name);
			CHECK_ROW(p.saved == 49 && p.outcomes[COOP_RUN_LIMITED] == 1, ROWS[i].name);
		} else {
			CHECK_ROW(p.sends == 4 && p.saved == 3, ROWS[i].name);
		}
		end(&p, ROWS[i].name);
	}

	int64_t retry_after = 20000;
	begin(&p, &all, &retry_after, 50, 8);
	play_all(&p, STEPS, HOUR);
	CHECK(p.stop == COOP_RUN_STOP_RATE_LIMIT && p.sends == 16 && p.now >= 300000 && p.now < 330000);
	end(&p, "limited for five minutes");
}

/* One row that gets another answer than tokens holds nobody up, wherever it stands. */
static void one_among_300(void)
{
	static play p;
	static const play_hooks hooks[] = {{.reply = answers_first_so}, {.reply = answers_middle_so}};
	static const struct {
		const char *name;
		coop_run_answer answer;
	} ROWS[] = {
		{"ended", COOP_RUN_ENDED},
		{"refused", COOP_RUN_REFUSED},
		{"refused mutely", COOP_RUN_REFUSED_MUTELY},
		{"client refused", COOP_RUN_CLIENT_REFUSED},
		{"busy", COOP_RUN_BUSY},
		{"limited", COOP_RUN_LIMITED},
		{"unclear", COOP_RUN_UNCLEAR},
		{"unusable", COOP_RUN_UNUSABLE},
	};
	for (size_t i = 0; i < 2 * COUNT(ROWS); i++) {
		coop_run_answer answer = ROWS[i / 2].answer;
		begin(&p, &hooks[i % 2], &answer, 300, 32);
		play_all(&p, STEPS, HOUR);
		CHECK_ROW(p.stop == COOP_RUN_GOES_ON && p.saved == 299 && p.sends == 300, ROWS[i / 2].name);
		CHECK_ROW(p.now - p.started_at < 5 * SECOND, ROWS[i / 2].name);
		end(&p, ROWS[i / 2].name);
	}
}

/* A request that a 503 with a Retry-After has answered is sent again after that time, if it is a minute at most. */
static void resends_after_a_wait(void)
{
	static play p;
	static const play_hooks hooks = {.reply = asks_to_wait};
	static const struct {
		const char *name;
		int64_t retry_after;
		int resends, saved;
		coop_run_stop stop;
	} ROWS[] = {
		{"at once", 0, 1, 30, COOP_RUN_GOES_ON},
		{"20 seconds", 20 * SECOND, 1, 30, COOP_RUN_GOES_ON},
		{"a minute", 60 * SECOND, 1, 30, COOP_RUN_GOES_ON},
		{"longer", 61 * SECOND, 0, 29, COOP_RUN_GOES_ON},
		{"an hour", 3600 * SECOND, 0, 0, COOP_RUN_STOP_RATE_LIMIT},
	};
	for (size_t i = 0; i < COUNT(ROWS); i++) {
		int64_t retry_after = ROWS[i].retry_after;
		begin(&p, &hooks, &retry_after, 30, 8);
		play_all(&p, STEPS, HOUR);
		CHECK_ROW(p.stop == ROWS[i].stop && p.resends == ROWS[i].resends && p.saved == ROWS[i].saved, ROWS[i].name);
		end(&p, ROWS[i].name);
	}
}

/* A transaction is tried again after 50 ms to 2 s, and nothing new is sent meanwhile. */
static void retries(void)
{
	static play p;

	begin(&p, &SAVING_BREAKS, NULL, 1000, 32);
	play_all(&p, STEPS, HOUR);
	int64_t expected = 50;
	for (int i = 1; i < p.failed; i++) {
		int64_t wait = p.failed_at[i] - p.failed_at[i - 1] - 5;
		CHECK(wait >= expected && wait <= expected + expected / 4 + 1);
		expected = expected < 1000 ? 2 * expected : 2000;
	}
	CHECK(p.failed > 150 && p.failed < 300 && p.failed < (int) COUNT(p.failed_at));
	end(&p, "retries");
}

/* A row that grows too old while others are in flight is let go, and the resend of one that grows too old is given
 * up. */
static void ages(void)
{
	static play p;
	const coop_run_rules r = {.concurrency = 1, .answer_deadline = 20 * SECOND};
	coop_run *run = coop_run_new(&r, 0);
	int list[8];

	CHECK(coop_run_next(run, 0).action == COOP_RUN_GROUP);
	int first = coop_run_took(run, 0);
	coop_run_group_worked(run);
	coop_run_command command = coop_run_next(run, 74999);
	CHECK(command.action == COOP_RUN_SEND && command.ticket == first);
	CHECK(coop_run_answered(run, first, COOP_RUN_UNCLEAR, -1, 74999) == COOP_RUN_FATE_AGAIN);
	command = coop_run_next(run, 75000);
	CHECK(command.action == COOP_RUN_GROUP && coop_run_finished(run, list, 8) == 1 && list[0] == first);
	CHECK(!coop_run_is_unsent(run, first) && coop_run_in_flight(run) == 0);
	coop_run_close(run, first);
	int second = coop_run_took(run, 100000);
	coop_run_group_worked(run);
	command = coop_run_next(run, 175000);
	CHECK(command.action == COOP_RUN_GROUP && command.take == 1 && coop_run_is_unsent(run, second));
	coop_run_free(run);

	begin(&p, &SILENT, NULL, 1, 1);
	p.rules.answer_deadline = 20 * SECOND;
	play_all(&p, STEPS, HOUR);
	CHECK(p.sends == 1 && p.resends == 1 && p.outcomes[COOP_RUN_UNCLEAR] == 1);
	end(&p, "unclear twice");
}

/* Takes a row, sends its request, and returns its ticket. */
static int send_one(coop_run *run)
{
	CHECK(coop_run_next(run, 0).action == COOP_RUN_GROUP);
	int ticket = coop_run_took(run, 0);
	coop_run_group_worked(run);
	CHECK(coop_run_next(run, 0).action == COOP_RUN_SEND);
	return ticket;
}

/* A resend that never left settles the ticket. The caller knows what became of the first request. */
static void resend_that_never_left(void)
{
	const coop_run_rules r = {.concurrency = 1, .answer_deadline = 20 * SECOND};
	coop_run *run = coop_run_new(&r, 0);
	int ticket = send_one(run);

	CHECK(coop_run_answered(run, ticket, COOP_RUN_UNCLEAR, -1, 10) == COOP_RUN_FATE_AGAIN);
	coop_run_stop_for(run, COOP_RUN_STOP_SIGNAL); /* a stop does not hold a resend back */
	CHECK(coop_run_next(run, 10).action == COOP_RUN_RESEND);
	CHECK(coop_run_answered(run, ticket, COOP_RUN_NOT_SENT, -1, 20) == COOP_RUN_FATE_SETTLED);
	CHECK(coop_run_next(run, 20).action == COOP_RUN_GROUP && !coop_run_is_unsent(run, ticket));
	coop_run_close(run, ticket);
	coop_run_group_worked(run);
	CHECK(coop_run_next(run, 20).action == COOP_RUN_END && coop_run_stopped(run) == COOP_RUN_STOP_SIGNAL);
	coop_run_free(run);
}

/* A taking that fails while a row is held is forgotten, so the run does not wait for ever and sends the row. */
static void taking_fails_beside_a_held_row(void)
{
	const coop_run_rules r = {.concurrency = 1, .answer_deadline = 20 * SECOND};
	coop_run *run = coop_run_new(&r, 0);

	CHECK(coop_run_next(run, 0).action == COOP_RUN_GROUP);
	int ticket = coop_run_took(run, 0);
	coop_run_group_failed(run, 0);
	coop_run_command command = coop_run_next(run, 1);
	CHECK(command.action == COOP_RUN_SEND && command.ticket == ticket);
	coop_run_free(run);
}

/* If no further try can work, the run ends with its next answer, whatever waits to be saved. */
static void gives_up(void)
{
	const coop_run_rules r = {.concurrency = 2, .answer_deadline = 20 * SECOND};
	coop_run *run = coop_run_new(&r, 0);
	int first = send_one(run);

	CHECK(coop_run_answered(run, first, COOP_RUN_TOKENS, -1, 10) == COOP_RUN_FATE_SETTLED);
	CHECK(coop_run_next(run, 10).action == COOP_RUN_GROUP);
	coop_run_group_failed(run, 10);
	coop_run_give_up(run);
	CHECK(coop_run_next(run, 10).action == COOP_RUN_END && coop_run_stopped(run) == COOP_RUN_STOP_STORE);
	coop_run_free(run);
}

/* Rows that were taken in a transaction during which a pause began are let go before the pause ends. */
static void taken_into_a_pause(void)
{
	const coop_run_rules r = {.concurrency = 2, .answer_deadline = 20 * SECOND};
	coop_run *run = coop_run_new(&r, 0);

	CHECK(coop_run_next(run, 0).action == COOP_RUN_GROUP);
	int first = coop_run_took(run, 0);
	coop_run_group_worked(run);
	CHECK(coop_run_next(run, 0).action == COOP_RUN_SEND);
	CHECK(coop_run_answered(run, first, COOP_RUN_LIMITED, 60 * SECOND, 10) == COOP_RUN_FATE_SETTLED);
	int second = coop_run_took(run, 10);
	CHECK(coop_run_next(run, 20).action == COOP_RUN_GROUP && coop_run_is_unsent(run, second));
	coop_run_free(run);
}

/* Rows that all belong to another run are passed in steps that grow; the first row that is got ends the growth. */
static void looks_further(void)
{
	const coop_run_rules r = {.concurrency = 5, .answer_deadline = 20 * SECOND};
	static const int takes[] = {1, 2, 4, 5, 5};
	coop_run *run = coop_run_new(&r, 0);

	for (size_t i = 0; i < sizeof(takes) / sizeof(takes[0]); i++) {
		coop_run_command command = coop_run_next(run, (int64_t) i);
		CHECK(command.action == COOP_RUN_GROUP && command.take == takes[i]);
		if (i == 4) {
			CHECK(coop_run_took(run, 4) >= 0 && coop_run_took(run, 4) >= 0);
		}
		coop_run_group_worked(run);
	}
	CHECK(coop_run_next(run, 5).action == COOP_RUN_SEND);
	CHECK(coop_run_next(run, 5).action == COOP_RUN_WAIT); /* one request is in flight until there is a success */
	coop_run_free(run);
}

static void no_tickets_left(void)
{
	const coop_run_rules r = {.concurrency = 1, .answer_deadline = 20 * SECOND};
	coop_run *run = coop_run_new(&r, 0);

	for (int i = 0; i < coop_run_tickets(run); i++) {
		CHECK(coop_run_took(run, 0) >= 0);
	}
	CHECK(coop_run_took(run, 0) == -1);
	coop_run_free(run);
	coop_run_free(NULL);
}

int main(void)
{
	rules();
	opens_slowly();
	pauses();
	rate_limits();
	one_among_300();
	resends_after_a_wait();
	retries();
	ages();
	resend_that_never_left();
	taking_fails_beside_a_held_row();
	gives_up();
	taken_into_a_pause();
	looks_further();
	no_tickets_left();
	return test_result();
}
