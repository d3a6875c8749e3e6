/* SPDX-License-Identifier: MIT */
#include "run_play.h"

/* Plays several runs, one after the other, over each of many random worlds. A world has rows, of which some are ended,
 * always fail or are always refused, a server with bad times, a client that may be wrong, a store whose transactions fail
 * or succeed unseen, callbacks that stall, and stops at any moment. run_play.h checks each step; this file checks that
 * every login is kept that could have been kept, that nobody is marked without refusals in two runs and what
 * coop_verdicts asks for, and that a wrong client costs a few requests and marks nobody.
 *
 * COOP_RUN_WORLDS  how many (50,000)
 * COOP_RUN_SEED    of the first one; the others count on from there */

#define SECOND INT64_C(1000)
#define MINUTE (60 * SECOND)
#define ROWS_MAXIMUM 3000
#define RUNS_MAXIMUM 6
#define DAY (24 * 60 * MINUTE)
#define BAD_TIMES 4
#define BEHIND_QUIET (45 * MINUTE) /* a run takes no longer: pauses, the patience with a store, and two leases */

typedef enum trouble {
	NO_TROUBLE,
	AWAY, /* the server cannot be reached */
	SLOW_AWAY, /* the server cannot be reached, which shows only after the connect timeout */
	SILENT, /* it takes requests and does nothing */
	LOSES, /* it does what it is asked for, but the answer is lost */
	LIMITS,
	REFUSES_CLIENT,
	REJECTS, /* it says of good tokens that they have ended */
	REFUSES, /* it refuses good tokens in other words */
	WALLS, /* somebody before it refuses without words */
	BUSY,
	NONSENSE, /* it does what it is asked for, but its answer has no tokens */
	TROUBLES
} trouble;

typedef struct bad_time {
	trouble what;
	int64_t from, until;
} bad_time;

typedef enum nature { FINE, POISONED, REFUSED, DEAF } nature;

typedef struct row {
	nature nature; /* what is not FINE never gets tokens: 500, an error in odd words, nonsense */
	bool dead; /* the server has ended the login */
	bool excused; /* the login was dead from the start, or its last successor was lost on the way */
	int accepted, stored, received; /* generation of the refresh token */
	int64_t rotated_at;
	int strikes, refused_run; /* the run of the first refusal */
	int64_t refused_at, next_at; /* the first refusal; 0 if there was none */
	bool marked;
} row;

typedef struct world {
	uint64_t random;
	int64_t grace; /* how long the token before the newest one is accepted; 0 if the server is strict */
	int noise; /* of a thousand requests, how many have a trouble of their own */
	int slowest; /* milliseconds until an answer, if all is well */
	bad_time server[BAD_TIMES], store[BAD_TIMES];
	int store_noise; /* of a thousand transactions, how many fail */
	int stalls; /* of a thousand groups, after how many a callback takes minutes */
	int64_t quiet_at; /* from then on nothing goes wrong */
	int64_t stop_at;
	int run;
	int64_t success_at, refusal_at; /* what the store remembers of runs; 0 if nothing */
	bool refusal_was_wrong; /* the refusal that is remembered was another client's */
	coop_run_answer wrong_client; /* what everybody is answered while the client is wrong */
	bool is_wrong; /* the client is wrong in this run */
	row *rows; /* borrowed from the caller */
	const char *broken;
} world;

/* What the worlds have shown, so that a test that tests nothing is noticed. */
static struct {
	int64_t runs, steps, sends, resends, failed, unsent, given_up, believed, forgiven, marked, excused, kept;
	int64_t stops[COOP_RUN_STOP_STORE + 1], outcomes[COOP_RUN_ANSWERS], evidence[COOP_EVIDENCES], wrong;
} seen;

static int below(world *w, int limit)
{
	return (int) (test_random(&w->random) % (uint32_t) limit);
}

static bool chance(world *w, int of_thousand)
{
	return below(w, 1000) < of_thousand;
}

static trouble trouble_at(const bad_time *times, int64_t now)
{
	for (int i = 0; i < BAD_TIMES; i++) {
		if (now >= times[i].from && now < times[i].until) {
			return times[i].what;
		}
	}
	return NO_TROUBLE;
}

/* ---- The server -------------------------------------------------------------------------------------------------- */

/* Does what the server does with a request that reaches it. */
static coop_run_answer process(world *w, row *r, int64_t now)
{
	if (!r->dead && r->stored == r->accepted) {
		r->accepted++;
		r->rotated_at = now;
		return COOP_RUN_TOKENS;
	}
	if (!r->dead && r->stored == r->accepted - 1 && now - r->rotated_at < w->grace) {
		return COOP_RUN_TOKENS;
	}
	r->dead = true;
	return r->marked ? COOP_RUN_STILL_ENDED : COOP_RUN_ENDED;
}

static play_reply received(world *w, row *r, int64_t now, int64_t takes)
{
	play_reply reply = {process(w, r, now), takes, -1};

	if (reply.answer == COOP_RUN_TOKENS) {
		r->received = r->accepted;
		r->excused = false;
	}
	return reply;
}

static int64_t retry_after(world *w)
{
	static const int64_t SECONDS[] = {-1, 0, 1, 5, 30, 120, 300, 301, 3600};
	int64_t seconds = SECONDS[below(w, chance(w, 100) ? (int) COUNT(SECONDS) : 6)];

	return seconds < 0 ? -1 : chance(w, 2) ? INT64_MAX : seconds * SECOND;
}

static play_reply troubled(world *w, play *p, row *r, trouble what)
{
	int64_t deadline = p->rules.answer_deadline;
	int64_t soon = 1 + below(w, 300);

	switch (what) {
		case AWAY:
			return (play_reply){COOP_RUN_NOT_SENT, below(w, 3), -1};
		case SLOW_AWAY:
			return (play_reply){COOP_RUN_NOT_SENT, 5 * SECOND, -1};
		case SILENT:
			return (play_reply){COOP_RUN_UNCLEAR, deadline, -1};
		case LOSES:
		case NONSENSE:
			if (process(w, r, p->now) == COOP_RUN_TOKENS) {
				r->excused = true;
			}
			return (play_reply){
				what == LOSES ? COOP_RUN_UNCLEAR : COOP_RUN_UNUSABLE, chance(w, 500) ? soon : deadline, -1};
		case LIMITS:
			return (play_reply){COOP_RUN_LIMITED, soon, retry_after(w)};
		case REFUSES_CLIENT:
			return (play_reply){COOP_RUN_CLIENT_REFUSED, soon, -1};
		case REJECTS:
			return (play_reply){r->marked ? COOP_RUN_STILL_ENDED : COOP_RUN_ENDED, soon, -1};
		case REFUSES:
			return (play_reply){COOP_RUN_REFUSED, soon, -1};
		case WALLS:
			return (play_reply){COOP_RUN_REFUSED_MUTELY, soon, -1};
		case BUSY:
			return (play_reply){COOP_RUN_BUSY, soon, -1};
		default:
			return received(w, r, p->now, soon);
	}
}

static play_reply reply(play *p, int number, bool resend)
{
	world *w = p->world;
	row *r = &w->rows[number];
	trouble what = p->now < w->quiet_at ? trouble_at(w->server, p->now) : NO_TROUBLE;

	(void) resend;
	if (w->is_wrong) {
		return (play_reply){w->wrong_client, 1 + below(w, 300), -1};
	}
	if (r->nature != FINE) {
		static const coop_run_answer ANSWERS[] = {
			[POISONED] = COOP_RUN_UNCLEAR, [REFUSED] = COOP_RUN_REFUSED, [DEAF] = COOP_RUN_UNUSABLE};
		return (play_reply){ANSWERS[r->nature], 1 + below(w, 300), -1};
	}
	if (what == NO_TROUBLE && p->now < w->quiet_at && chance(w, w->noise)) {
		what = chance(w, 20) ? REFUSES_CLIENT : chance(w, 100) ? WALLS : (trouble) (1 + below(w, LIMITS));
	}
	if (what != NO_TROUBLE) {
		return troubled(w, p, r, what);
	}
	return received(w, r, p->now, 1 + below(w, w->slowest));
}

/* ---- The store --------------------------------------------------------------------------------------------------- */

static play_transaction transaction(play *p)
{
	world *w = p->world;
	play_transaction t = {true, true, below(w, 8)};

	if (p->now >= w->quiet_at) {
		return t;
	}
	if (trouble_at(w->store, p->now) != NO_TROUBLE || chance(w, w->store_noise)) {
		t.acknowledged = false;
		t.applied = chance(w, 200);
		t.takes = chance(w, 50) ? below(w, 30000) : below(w, 200);
	} else if (chance(w, w->store_noise)) {
		t.takes = below(w, 120000); /* a COMMIT that hangs */
	}
	return t;
}

static void saved(play *p, int number)
{
	world *w = p->world;

	w->rows[number].stored = w->rows[number].received;
	w->rows[number].strikes = 0;
	w->rows[number].refused_at = w->rows[number].next_at = 0;
	w->rows[number].marked = false;
}

/* Does what the companion table does with a refusal. */
static void judged(play *p, int number, coop_refusal refusal, coop_evidence evidence)
{
	world *w = p->world;
	row *r = &w->rows[number];
	const coop_verdict verdict = coop_verdicts[refusal][evidence];

	seen.evidence[evidence]++;
	if (r->refused_at == 0) {
		r->refused_at = p->now;
		r->refused_run = w->run;
	}
	if (verdict.strikes == 0) {
		seen.forgiven++;
		return;
	}
	r->strikes++;
	r->next_at = p->now + 10 * MINUTE;
	if (!r->marked && coop_verdict_ends(verdict, r->strikes, (p->now - r->refused_at) / 1000)) {
		r->marked = true;
		if (r->refused_run == w->run) {
			w->broken = "marked in one run";
		}
		if (w->is_wrong && evidence != COOP_EVIDENCE_FEW && evidence != COOP_EVIDENCE_LASTING) {
			w->broken = "marked for a client that is wrong";
		}
		seen.marked++;
	}
	if (r->marked) {
		r->next_at = p->now + DAY;
	}
}

static bool is_due(play *p, int number)
{
	return ((world *) p->world)->rows[number].next_at <= p->now;
}

/* ---- The site ---------------------------------------------------------------------------------------------------- */

static void moment(play *p)
{
	world *w = p->world;

	p->now += below(w, 4) == 0 ? below(w, 3) : 0;
	if (p->now >= w->stop_at) {
		coop_run_stop_for(p->run, chance(w, 500) ? COOP_RUN_STOP_SIGNAL : COOP_RUN_STOP_CALLER);
	}
}

static int64_t stall(play *p)
{
	world *w = p->world;

	return p->now < w->quiet_at && chance(w, w->stalls) ? below(w, 400000) : 0;
}

/* ---- Worlds ------------------------------------------------------------------------------------------------------ */

static void draw_bad_times(world *w, bad_time *times, int64_t from, bool server)
{
	memset(times, 0, BAD_TIMES * sizeof(*times));
	if (chance(w, 400)) {
		return;
	}
	for (int i = below(w, BAD_TIMES); i < BAD_TIMES; i++) {
		static const int64_t LENGTHS[] = {20, SECOND, 3 * SECOND, 20 * SECOND, 90 * SECOND, 15 * MINUTE};
		times[i].what = server ? (trouble) (1 + below(w, TROUBLES - 1)) : chance(w, 500) ? AWAY : NO_TROUBLE;
		times[i].from = from + (chance(w, 300) ? 0 : below(w, chance(w, 500) ? 2000 : 400000));
		times[i].until = times[i].from + 1 + below(w, (int) LENGTHS[below(w, COUNT(LENGTHS))]);
	}
}

static int draw_rows(world *w)
{
	return chance(w, 1) ? below(w, ROWS_MAXIMUM) : chance(w, 50) ? below(w, 300) : below(w, 40);
}

static coop_run_rules draw_rules(world *w)
{
	static const int CONCURRENCIES[] = {1, 2, 3, 5, 8, 32, 100, 512};
	static const int64_t DEADLINES[] = {1, 5, 20, 20, 60, 300};

	return (coop_run_rules){
		.concurrency = CONCURRENCIES[below(w, chance(w, 20) ? 8 : 6)],
		.answer_deadline = DEADLINES[below(w, COUNT(DEADLINES))] * SECOND,
		.time_limit = chance(w, 300) ? 1 + below(w, 300000) : 0,
		.seed = test_random(&w->random),
	};
}

static void draw_client(world *w)
{
	static const coop_run_answer ANSWERS[] = {COOP_RUN_CLIENT_REFUSED, COOP_RUN_REFUSED, COOP_RUN_ENDED};
	w->is_wrong = chance(w, 60);
	w->wrong_client = ANSWERS[below(w, COUNT(ANSWERS))];
}

static void draw_run(world *w, int64_t now)
{
	w->noise = chance(w, 400) ? 0 : below(w, chance(w, 200) ? 700 : 60);
	w->store_noise = chance(w, 500) ? 0 : below(w, chance(w, 100) ? 600 : 50);
	w->stalls = chance(w, 600) ? 0 : below(w, 200);
	w->slowest = chance(w, 500) ? 100 : 900;
	draw_bad_times(w, w->server, now, true);
	draw_bad_times(w, w->store, now, false);
	draw_client(w);
	w->quiet_at = now + 20 * MINUTE;
	w->stop_at = chance(w, 200) ? now + below(w, chance(w, 500) ? 2000 : 400000) : INT64_MAX;
}

static void note(const play *p)
{
	seen.runs++;
	seen.steps += p->steps;
	seen.sends += p->sends;
	seen.resends += p->resends;
	seen.failed += p->failed;
	seen.unsent += p->unsent;
	seen.given_up += p->given_up;
	seen.believed += p->believed;
	seen.stops[p->stop]++;
	for (int i = 0; i < COOP_RUN_ANSWERS; i++) {
		seen.outcomes[i] += p->outcomes[i];
	}
}

static const char *broken_row(const world *w, int rows)
{
	for (int i = 0; i < rows; i++) {
		const row *r = &w->rows[i];
		if (r->excused || r->nature != FINE) {
			seen.excused++;
			continue;
		}
		if (r->dead || r->stored != r->accepted) {
			return "a login that could have been kept";
		}
		seen.kept++;
	}
	return NULL;
}

static coop_run_past past_of(const world *w, int64_t now)
{
	bool same = w->refusal_was_wrong == w->is_wrong;
	return (coop_run_past){
		.success = w->success_at > 0 && !w->is_wrong ? (now - w->success_at) / 1000 : -1,
		.refusal = w->refusal_at > 0 && same ? (now - w->refusal_at) / 1000 : -1,
	};
}

/* Does what the store's own row does at the end of a run, and checks what a wrong client has cost. */
static void remember(world *w, const play *p)
{
	switch (coop_run_get_news(p->run)) {
		case COOP_RUN_NEWS_SUCCESS:
			w->success_at = p->now;
			w->refusal_at = 0;
			break;
		case COOP_RUN_NEWS_REFUSED:
			if (w->refusal_at == 0 || w->refusal_was_wrong != w->is_wrong) {
				w->refusal_at = p->now;
				w->refusal_was_wrong = w->is_wrong;
			}
			break;
		case COOP_RUN_NEWS_CLIENT_REFUSED:
			w->refusal_at = 0;
			break;
		case COOP_RUN_NO_NEWS:
			break;
	}
	if (w->is_wrong && w->wrong_client != COOP_RUN_ENDED) {
		seen.wrong++;
		if (p->sends > 8) {
			w->broken = "a wrong client costs at most eight requests";
		}
	}
}

static nature draw_nature(world *w, int odd)
{
	return chance(w, odd) ? (nature) (1 + below(w, DEAF)) : FINE;
}

/* Returns what went wrong in this world, or NULL if nothing did. */
static const char *play_world(uint64_t seed)
{
	static const play_hooks hooks = {reply, transaction, saved, judged, moment, stall, is_due};
	static row rows[ROWS_MAXIMUM];
	static play p;
	world w = {.random = seed * UINT64_C(0x9E3779B97F4A7C15) | 1, .rows = rows};
	int count = draw_rows(&w), dead = chance(&w, 500) ? 0 : below(&w, 1000);
	int odd = chance(&w, 700) ? 0 : below(&w, chance(&w, 100) ? 1000 : 100);
	bool dead_first = chance(&w, 500);
	int64_t now = 1 + below(&w, 1000);

	w.grace = chance(&w, 500) ? 0 : 1 + below(&w, 100000);
	for (int i = 0; i < count; i++) {
		bool ended = dead_first ? i < dead * count / 1000 : chance(&w, dead);
		rows[i] = (row){.dead = ended, .excused = ended, .nature = draw_nature(&w, odd)};
	}
	for (w.run = 1 + below(&w, RUNS_MAXIMUM); w.run > 0; w.run--) {
		coop_run_rules r = draw_rules(&w);
		draw_run(&w, now);
		play_init(&p, &hooks, &w, &r, count, now);
		p.past = past_of(&w, now);
		coop_run_set_past(p.run, p.past);
		play_all(&p, 20000 + INT64_C(200) * count, w.quiet_at + BEHIND_QUIET + count * SECOND);
		note(&p);
		remember(&w, &p);
		play_free(&p);
		if (p.broken || w.broken) {
			return p.broken ? p.broken : w.broken;
		}
		now = p.now + (chance(&w, 300) ? below(&w, 3 * 24 * 60) : below(&w, 60)) * MINUTE;
	}
	return broken_row(&w, count);
}

static int64_t number_from(const char *name, int64_t otherwise)
{
	const char *text = getenv(name);

	return text ? strtoll(text, NULL, 10) : otherwise;
}

/* A test that never met a situation says nothing about it, so every situation must have come up. */
static void check_coverage(void)
{
	for (int i = 0; i <= COOP_RUN_STOP_STORE; i++) {
		CHECK(seen.stops[i] > 0);
	}
	for (int i = 0; i < COOP_RUN_ANSWERS; i++) {
		CHECK(seen.outcomes[i] > 0);
	}
	for (int i = 0; i < COOP_EVIDENCES; i++) {
		CHECK(seen.evidence[i] > 0);
	}
	CHECK(seen.wrong > 0);
	CHECK(seen.resends > 0 && seen.failed > 0 && seen.unsent > 0 && seen.given_up > 0);
	CHECK(seen.believed > 0 && seen.forgiven > 0 && seen.marked > 0 && seen.kept > seen.excused);
}

static void print_seen(void)
{
	printf(
		"%lld runs, %lld steps, %lld sends, %lld resends, %lld transactions failed, %lld rows unsent, %lld given up\n",
		(long long) seen.runs, (long long) seen.steps, (long long) seen.sends, (long long) seen.resends,
		(long long) seen.failed, (long long) seen.unsent, (long long) seen.given_up);
	printf("%lld rejections believed, %lld forgiven, %lld marked, %lld logins kept, %lld excused; ends",
		(long long) seen.believed, (long long) seen.forgiven, (long long) seen.marked, (long long) seen.kept,
		(long long) seen.excused);
	for (int i = 0; i <= COOP_RUN_STOP_STORE; i++) {
		printf(" %lld", (long long) seen.stops[i]);
	}
	printf("\n");
}

int main(void)
{
	int64_t worlds = number_from("COOP_RUN_WORLDS", 50000), seed = number_from("COOP_RUN_SEED", 1);

	for (int64_t i = 0; i < worlds && test_failures < 5; i++) {
		const char *broken = play_world((uint64_t) (seed + i));
		if (!CHECK(!broken)) {
			printf("COOP_RUN_WORLDS=1 COOP_RUN_SEED=%lld: not %s\n", (long long) (seed + i), broken);
		}
	}
	if (worlds >= 4000) {
		check_coverage();
	}
	print_seen();
	return test_result();
}
