#!/bin/sh
# Runs one container's program in its own session and writes how it ended, so that it outlives the local cluster.
# $1: the folder of this run; the rest: the program and its arguments.
run=$1
shift
# Whoever reads what the local cluster prints must not wait for this process too.
exec > /dev/null 2>&1 < /dev/null
start=$(cut -d' ' -f22 "/proc/$$/stat" 2>/dev/null || echo 0)
# A trapped signal, unlike an ignored one, is back to its default in the program.
trap : TERM INT HUP
echo "$$ $start" > "$run/pid.new" && mv "$run/pid.new" "$run/pid"
"$@" >> "$run/log" 2>&1 < /dev/null &
child=$!
while :; do
  wait "$child"
  code=$?
  kill -0 "$child" 2>/dev/null || break
done
echo "$code $(date -u +%s)" > "$run/exit.new" && mv "$run/exit.new" "$run/exit"
