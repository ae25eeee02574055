#!/bin/sh
# A whole Slurm in a directory: munge, a controller, virtual nodes, and who remembers ended jobs. Needs no root, touches nothing outside.
#   slurm-cluster.sh start DIRECTORY FIRST-PORT [NAME=VALUE…]   runs until `stop`; DIRECTORY must be short: it holds a socket
#   slurm-cluster.sh stop DIRECTORY
#   slurm-cluster.sh controller DIRECTORY                       starts the controller again, after somebody ended it
#   slurm-cluster.sh node DIRECTORY NODE                        starts a node again
# NAMEs: nodes (4), cpus (16, each), minjobage (300), dbd=1 (accounting in MariaDB, else a text file), cgroup=1 or auto (memory is limited,
# and no process is missed; needs root), slurmdtimeout (300), killwait (30), more (further lines of slurm.conf, separated by semicolons).
set -eu
action=$1
base=$2
PATH=$PATH:/usr/sbin:/sbin
export SLURM_CONF="$base/slurm.conf"

configure() {
    port=$1
    shift
    nodes=4 cpus=16 minjobage=300 dbd= cgroup= slurmdtimeout=300 killwait=30 more=
    for setting; do eval "${setting%%=*}=\${setting#*=}"; done
    user=$(id -un)
    mkdir -p "$base/state" "$base/spool" "$base/log"
    chmod 755 "$base"
    dd if=/dev/urandom of="$base/munge.key" bs=128 count=1 2> /dev/null
    chmod 400 "$base/munge.key"
    accounting='AccountingStorageType=accounting_storage/none'
    completion="JobCompType=jobcomp/filetxt
JobCompLoc=$base/log/jobcomp.txt"
    track='ProctrackType=proctrack/pgid
TaskPlugin=task/none'
    if [ -n "$dbd" ]; then
        accounting="AccountingStorageType=accounting_storage/slurmdbd
AccountingStorageHost=127.0.0.1
AccountingStoragePort=$((port + 1))
AccountingStoragePass=$base/munge.socket
AccountingStorageEnforce=associations,limits"
        completion='JobCompType=jobcomp/none'
        database "$port"
    fi
    prefix=n
    if [ "$cgroup" = auto ]; then
        cgroup=
        { [ "$(id -u)" -ne 0 ] || [ ! -w /sys/fs/cgroup/freezer ] || [ ! -w /sys/fs/cgroup/memory ]; } || cgroup=1
    fi
    if [ -n "$cgroup" ]; then
        # Control groups are named after nodes, whichever cluster these are of.
        prefix=k$port-
        track='ProctrackType=proctrack/cgroup
TaskPlugin=task/cgroup'
        printf 'CgroupMountpoint=/sys/fs/cgroup\nCgroupAutomount=no\nConstrainRAMSpace=yes\nConstrainSwapSpace=yes\nAllowedSwapSpace=0\n' > "$base/cgroup.conf"
    fi
    cat > "$base/slurm.conf" << END
ClusterName=ketrew
SlurmctldHost=localhost(127.0.0.1)
SlurmctldPort=$port
SlurmUser=$user
SlurmdUser=$user
AuthType=auth/munge
CredType=cred/munge
AuthInfo=socket=$base/munge.socket
CommunicationParameters=NoInAddrAny
StateSaveLocation=$base/state
SlurmdSpoolDir=$base/spool/%n
SlurmctldPidFile=$base/slurmctld.pid
SlurmdPidFile=$base/slurmd-%n.pid
SlurmctldLogFile=$base/log/slurmctld.log
SlurmdLogFile=$base/log/slurmd-%n.log
SwitchType=switch/none
MpiDefault=none
ReturnToService=2
SlurmdParameters=config_overrides
$track
$accounting
$completion
JobAcctGatherType=jobacct_gather/none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU_Memory
DefMemPerCPU=100
SchedulerType=sched/backfill
SchedulerParameters=batch_sched_delay=0,sched_interval=1,sched_min_interval=0,bf_interval=2
PreemptType=preempt/partition_prio
PreemptMode=REQUEUE
MinJobAge=$minjobage
SlurmdTimeout=$slurmdtimeout
SlurmctldTimeout=10
KillWait=$killwait
MaxJobCount=20000
MaxArraySize=10001
MessageTimeout=10
InactiveLimit=0
NodeName=$prefix[1-$nodes] NodeHostname=localhost NodeAddr=127.0.0.1 Port=$((port + 10))-$((port + 9 + nodes)) CPUs=$cpus RealMemory=8000 Gres=gpu:2
GresTypes=gpu
PartitionName=main Nodes=ALL Default=YES MaxTime=60 State=UP PriorityTier=1 PreemptMode=OFF
PartitionName=short Nodes=ALL MaxTime=1 State=UP PreemptMode=OFF
PartitionName=down Nodes=ALL State=DOWN PreemptMode=OFF
PartitionName=low Nodes=${prefix}1 State=UP PriorityTier=1 PreemptMode=CANCEL
PartitionName=lowagain Nodes=${prefix}1 State=UP PriorityTier=1 PreemptMode=REQUEUE
PartitionName=high Nodes=${prefix}1 State=UP PriorityTier=10 PreemptMode=OFF
END
    printf '%s\n' "$more" | tr ';' '\n' >> "$base/slurm.conf"
    : > "$base/gpu"
    echo 'Name=gpu File=/dev/null,/dev/zero' > "$base/gres.conf"
    echo "$nodes" > "$base/nodes"
    echo "$prefix" > "$base/prefix"
}

database() {
    mkdir -p "$base/db"
    cat > "$base/slurmdbd.conf" << END
AuthType=auth/munge
AuthInfo=socket=$base/munge.socket
DbdHost=localhost
DbdAddr=127.0.0.1
DbdPort=$(($1 + 1))
SlurmUser=$(id -un)
StorageType=accounting_storage/mysql
StorageHost=127.0.0.1
StoragePort=$(($1 + 2))
StorageUser=slurm
StoragePass=slurm
StorageLoc=slurm
PidFile=$base/slurmdbd.pid
LogFile=$base/log/slurmdbd.log
END
    chmod 600 "$base/slurmdbd.conf"
    mariadb-install-db --no-defaults --user="$(id -un)" --datadir="$base/db" --auth-root-authentication-method=normal > "$base/log/install-db.log" 2>&1
    mariadbd --no-defaults --user="$(id -un)" --datadir="$base/db" --socket="$base/db.socket" --pid-file="$base/mariadbd.pid" \
        --bind-address=127.0.0.1 --port=$(($1 + 2)) --innodb-buffer-pool-size=32M --innodb-log-file-size=16M --innodb-flush-log-at-trx-commit=0 \
        > "$base/log/mariadbd.log" 2>&1 &
    await mariadb --no-defaults --socket="$base/db.socket" -u root -e "create database if not exists slurm; create user if not exists slurm@127.0.0.1 identified by 'slurm'; create user if not exists slurm@localhost identified by 'slurm'; grant all on slurm.* to slurm@127.0.0.1; grant all on slurm.* to slurm@localhost"
}

# Tries until it works, for ten seconds and more.
await() {
    tries=0
    until "$@" > "$base/log/await.log" 2>&1; do
        tries=$((tries + 1))
        [ "$tries" -lt 300 ] || { echo "slurm-cluster: $*" >&2; cat "$base"/log/*.log >&2; exit 1; }
        sleep 0.05
    done
}

munge_answers() { [ -S "$base/munge.socket" ] && munge -S "$base/munge.socket" -n; }
nodes_answer() { [ "$(sinfo -h -N -p main -t idle,mixed,alloc -o %N | sort -u | wc -l)" -ge "$(cat "$base/nodes")" ]; }

start() {
    configure "$@"
    munged --force --key-file="$base/munge.key" --socket="$base/munge.socket" --pid-file="$base/munged.pid" \
        --log-file="$base/log/munged.log" --seed-file="$base/munge.seed"
    await munge_answers
    if [ -n "$dbd" ]; then
        slurmdbd -f "$base/slurmdbd.conf" 2> /dev/null || SLURM_CONF="$base/slurm.conf" slurmdbd
        await sacctmgr -i -Q show cluster
        sacctmgr -i -Q add cluster ketrew
        sacctmgr -i -Q add account users
        sacctmgr -i -Q add user "$(id -un)" account=users
    fi
    slurmctld
    for node in $(seq "$nodes"); do slurmd -N "$prefix$node"; done
    await nodes_answer
}

ended() { [ ! -e "/proc/$1/stat" ] || grep -q ') Z' "/proc/$1/stat"; }

stop() {
    for file in "$base"/slurmctld.pid "$base"/slurmd-*.pid "$base"/slurmdbd.pid "$base"/mariadbd.pid "$base"/munged.pid; do
        [ -s "$file" ] || continue
        pid=$(cat "$file")
        kill -KILL "$pid" 2> /dev/null || true
    done
    # Steps that are still there belong to nobody now.
    for spool in /proc/[0-9]*/cmdline; do
        case $(tr '\0' ' ' < "$spool" 2> /dev/null) in
        slurmstepd:*) pid=${spool#/proc/}; pid=${pid%/cmdline}; grep -z -q "^SLURM_CONF=$base/" "/proc/$pid/environ" 2> /dev/null && kill -KILL "$pid" 2> /dev/null || true ;;
        esac
    done
    prefix=$(cat "$base/prefix" 2> /dev/null) || return 0
    [ "$prefix" = n ] || find /sys/fs/cgroup/*/slurm_"$prefix"[0-9] -depth -type d -exec rmdir {} + 2> /dev/null || true
}

shift 2
case $action in
start) start "$@" ;;
stop) stop ;;
controller) slurmctld ;;
node) slurmd -N "$1" ;;
*) echo "slurm-cluster: there is no $action" >&2; exit 2 ;;
esac
