#!/bin/sh
# Stands where the program's name leads and starts it. After an update it looks first: what was interrupted is repaired before anything
# starts, and a new version that twice painted no window goes back by itself (docs/adr/0184-update-helper.md).
program='@ROOT@/opt/@PRODUCT@/@NAME@.bin'
launcher='@ROOT@/opt/@PRODUCT@/@NAME@'
helper='@ROOT@/opt/@PRODUCT@/resources/update/helper'
var='@ROOT@/var/lib/@NAME@'

trial=no
counter=0
read_state() {
    while read -r word value; do
        case $word in trial) trial=$value ;; counter) counter=$value ;; esac
    done <"$var/state"
}

if [ ! -e "$var/journal" ]; then
    [ ! -r "$var/state" ] || read_state
    [ "$trial" = yes ] || exec "$program" "$@"
fi

PATH=$PATH:/usr/sbin:/usr/bin:/sbin:/bin

# Says it in a window where one of the usual programs is there, and always on the standard error.
say() {
    case ${LANG-} in
    nl*) said=$2 ;; de*) said=$3 ;; en*) said=$4 ;; *) said=$1 ;;
    esac
    printf '%s\n' "$said" >&2
    if command -v zenity >/dev/null 2>&1; then
        zenity --warning --title=Passerelle --text="$said" >/dev/null 2>&1
    elif command -v kdialog >/dev/null 2>&1; then
        kdialog --title Passerelle --sorry "$said" >/dev/null 2>&1
    elif command -v xmessage >/dev/null 2>&1; then
        xmessage -center "$said" >/dev/null 2>&1
    fi
}

as_root() {
    @PKEXEC@ "$helper" "$1" >/dev/null 2>&1
}

if [ -e "$var/journal" ]; then
    as_root repair
    # Half of one version and half of another is never started.
    if [ -e "$var/journal" ]; then
        say "Une mise à jour de Passerelle a été interrompue et n'a pas pu être terminée. Réessayez dans quelques minutes ; si ce message revient, appelez le helpdesk de l'hôpital." \
            'Een update van Passerelle werd onderbroken en kon niet worden voltooid. Probeer over enkele minuten opnieuw; komt deze melding terug, bel dan de helpdesk van het ziekenhuis.' \
            'Eine Aktualisierung von Passerelle wurde unterbrochen und konnte nicht abgeschlossen werden. Versuchen Sie es in einigen Minuten erneut; kommt diese Meldung wieder, rufen Sie den Helpdesk des Krankenhauses an.' \
            'An update of Passerelle was interrupted and could not be finished. Try again in a few minutes; if this message comes back, call the helpdesk of the hospital.'
        exit 1
    fi
    exec "$launcher" "$@"
fi

# On trial: starts are counted, in this user's own folder, where the app is not already open and a window can be shown at all.
find /proc/[0-9]*/exe -maxdepth 0 -user "$(id -u)" -lname "${program%/*}/*" -print -quit 2>/dev/null | grep -q . && exec "$program" "$@"
[ -n "${DISPLAY-}${WAYLAND_DISPLAY-}" ] || exec "$program" "$@"
folder="${XDG_STATE_HOME:-${HOME:-/nonexistent}/.local/state}/@NAME@"
starts=0
if [ -r "$folder/trial" ]; then
    read -r counted count <"$folder/trial"
    [ "$counted" != "$counter" ] || starts=$count
    case $starts in '' | *[!0-9]*) starts=0 ;; esac
fi
while :; do
    if [ "$starts" -ge 2 ]; then
        as_root go-back
        trial=no
        [ ! -r "$var/state" ] || read_state
        [ "$trial" = yes ] || exec "$launcher" "$@"
        # It could not go back, since another user has it open or nobody may: what is there is started.
        exec "$program" "$@"
    fi
    starts=$((starts + 1))
    mkdir -p "$folder" 2>/dev/null && printf '%s %s\n' "$counter" "$starts" >"$folder/trial"
    stopped=no
    "$program" "$@" <&0 &
    child=$!
    trap 'stopped=yes; kill -TERM "$child" 2>/dev/null' HUP INT TERM
    code=0
    wait "$child" || code=$?
    while kill -0 "$child" 2>/dev/null; do
        code=0
        wait "$child" || code=$?
    done
    trap - HUP INT TERM
    # 0: it ended as it should; 2: it refused its switches. And whatever painted a window was kept by then.
    case $stopped-$code in yes-* | no-0 | no-2 | no-129 | no-130 | no-143) exit "$code" ;; esac
    trial=no
    [ ! -r "$var/state" ] || read_state
    [ "$trial" = yes ] || exit "$code"
done
