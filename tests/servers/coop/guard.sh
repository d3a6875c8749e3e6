#!/bin/sh
# guard.sh DIRECTORY COMMAND...
#
# Runs COMMAND until standard input closes, then ends everything in this process group and removes DIRECTORY. Has to be
# started with setsid, so that the group is its own. Whoever holds the other end of standard input may die in any way,
# even by SIGKILL: nothing stays behind. Should COMMAND end by itself, "ended STATUS" is printed and DIRECTORY, with
# the log in it, stays until standard input closes.

directory=$1
shift

trap 'stopping=yes' TERM
trap : PIPE

exec 3<&0 2>/dev/null # the shell has something to say about every job that is ended
"$@" </dev/null >"$directory/log" 2>&1 3<&- &
server=$!
# A list in the background gets /dev/null as its standard input: hence descriptor 3. Only this shell keeps standard
# output open, so that its end can be seen there.
{ cat <&3; kill -s TERM 0; } >/dev/null &
watcher=$!

stopping=
wait "$server"
status=$?
if [ -z "$stopping" ]; then
    echo "ended $status"
    wait "$watcher"
fi

kill -s TERM 0 # the workers of php -S outlive their master
wait "$server" "$watcher"
rm -rf "$directory"
kill -s KILL 0
