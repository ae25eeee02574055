#!/bin/sh
# Grid Engine of Debian's packages as a cluster of one host, `sge1`, that can be thrown away. Needs root: the host has a name and
# a network of its own; it shares processes and files with the machine.
#
#   gridengine-cluster.sh DIRECTORY   runs it until its standard input ends; DIRECTORY must be new.
#
# Writes `ready` there when it takes jobs: the number of the process that clients join by `nsenter --target NUMBER --all`.
# What goes wrong is in `log`.
set -eu

directory=$1
export SGE_ROOT=$directory/root SGE_CELL=default SGE_CLUSTER_NAME=test SGE_QMASTER_PORT=6444 SGE_EXECD_PORT=6445
programs=/usr/lib/gridengine
shared=/usr/share/gridengine
cell=$SGE_ROOT/$SGE_CELL/common

lay_out() {
    mkdir -p "$cell" "$directory/spool/qmaster/job_scripts" "$directory/spool/execd" "$directory/spool/db" "$SGE_ROOT/bin" "$SGE_ROOT/lib"
    ln -s "$shared/util" "$SGE_ROOT/util"
    architecture=$("$shared/util/arch")
    ln -s "$programs" "$SGE_ROOT/bin/$architecture"
    ln -s "$programs" "$SGE_ROOT/lib/$architecture"
    echo sge1 > "$cell/act_qmaster"
    sed -e 's/^admin_user .*/admin_user none/' -e "s#/var/spool/gridengine/spooldb#$directory/spool/db#" \
        -e "s#/var/spool/gridengine/qmaster#$directory/spool/qmaster#" "$shared/default-bootstrap" > "$cell/bootstrap"
    # Jobs of root are allowed, and accounts are written within a second.
    sed -e 's/^min_uid .*/min_uid 0/' -e 's/^min_gid .*/min_gid 0/' -e "s#/var/spool/gridengine/execd#$directory/spool/execd#" \
        -e 's/accounting=true /accounting=true accounting_flush_time=00:00:01 /' "$shared/default-configuration" > "$directory/configuration"
    "$programs/spoolinit" berkeleydb libspoolb "$directory/spool/db" init
    "$programs/spooldefaults" configuration "$directory/configuration"
    "$programs/spooldefaults" complexes "$shared/util/resources/centry"
    "$programs/spooldefaults" usersets "$shared/util/resources/usersets"
    "$programs/spooldefaults" managers root
}

add_queue() {
    cat > "$directory/scheduler" <<EOF
algorithm default
schedule_interval 0:0:1
maxujobs 0
queue_sort_method load
job_load_adjustments NONE
load_adjustment_decay_time 0:0:0
load_formula slots
schedd_job_info true
flush_submit_sec 1
flush_finish_sec 1
params none
reprioritize_interval 0:0:0
halftime 168
usage_weight_list cpu=1.000000,mem=0.000000,io=0.000000
compensation_factor 5.000000
weight_user 0.250000
weight_project 0.250000
weight_department 0.250000
weight_job 0.250000
weight_tickets_functional 0
weight_tickets_share 0
share_override_tickets TRUE
share_functional_shares TRUE
max_functional_jobs_to_schedule 200
report_pjob_tickets TRUE
max_pending_tasks_per_job 50
halflife_decay_list none
policy_hierarchy OFS
weight_ticket 0.500000
weight_waiting_time 0.278000
weight_deadline 3600000.000000
weight_urgency 0.500000
weight_priority 0.000000
max_reservation 0
default_duration INFINITY
EOF
    "$programs/qconf" -Msconf "$directory/scheduler"
    "$programs/qconf" -as sge1
    cat > "$directory/environment" <<EOF
pe_name smp
slots 64
user_lists NONE
xuser_lists NONE
start_proc_args NONE
stop_proc_args NONE
allocation_rule \$pe_slots
control_slaves FALSE
job_is_first_task TRUE
urgency_slots min
accounting_summary FALSE
qsort_args NONE
EOF
    "$programs/qconf" -Ap "$directory/environment"
    "$programs/qconf" -sq 2> /dev/null | sed -n '/^qname/,$p' | sed -e 's/^qname .*/qname all.q/' -e 's/^hostlist .*/hostlist sge1/' \
        -e 's/^slots .*/slots 64/' -e 's/^pe_list .*/pe_list smp/' -e 's/^load_thresholds .*/load_thresholds NONE/' -e 's/^notify .*/notify 00:00:05/' > "$directory/queue"
    "$programs/qconf" -Aq "$directory/queue"
}

await() {
    tries=0
    until "$@" > /dev/null 2>&1; do
        tries=$((tries + 1))
        [ "$tries" -lt 300 ] || { echo "gave up waiting for: $*" >&2; exit 1; }
        sleep 0.1
    done
}

has_started() {
    "$programs/qhost" -q | grep -q 'all.q.*BI.*0/0/64 *$'
}

run() {
    hostname sge1
    ip link set lo up
    ip address add 10.111.0.1/32 dev lo
    printf '127.0.0.1 localhost\n10.111.0.1 sge1\n' > "$directory/hosts"
    mount --bind "$directory/hosts" /etc/hosts
    lay_out
    "$programs/sge_qmaster"
    await "$programs/qconf" -sh
    "$programs/qconf" -ah sge1
    add_queue
    "$programs/sge_execd"
    await has_started
    : > "$directory/started"
    exec sleep 2147483647
}

if [ "${2-}" = inside ]; then
    run >> "$directory/log" 2>&1
    exit
fi

# All that was started in there, jobs and what they left as well: nothing else is on that host.
end_all() {
    for process in /proc/[0-9]*; do
        [ "$(readlink "$process/ns/uts")" != "$host" ] || kill -9 "${process#/proc/}" 2> /dev/null
    done
}

mkdir -p "$directory"
unshare --mount --uts --ipc --net sh "$0" "$directory" inside &
inside=$!
until [ -e "$directory/started" ]; do
    kill -0 "$inside" 2> /dev/null || exit 1
    sleep 0.1
done
host=$(readlink "/proc/$inside/ns/uts")
echo "$inside" > "$directory/ready.draft"
mv "$directory/ready.draft" "$directory/ready"
trap 'end_all; exit' HUP INT TERM
cat > /dev/null
end_all
