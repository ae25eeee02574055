"""OpenLava 2.2 for tests, or LSF 10.1 by its documentation: answers as the recorded one did (testdata/schedulers/lsf), and runs what it is given.

    lsf.py STATE COMMAND [ARGUMENT...]     COMMAND: bsub, bjobs, bhist, bkill, bpeek, bqueues; or mom, requeue, forget, unknown, zombie

STATE is a directory. Faults are files in STATE/faults: `ibm` (answers in JSON), `down`, `slow` (seconds), `lost-reply` (once), `chatter`,
`truncated`, `held`, `busy` (nothing starts), `never` (nothing ever will), `clean` (what has ended is only in the history).
"""
import fcntl
import json
import os
import signal
import subprocess
import sys
import time

STATE, COMMAND, ARGUMENTS = sys.argv[1], sys.argv[2], sys.argv[3:]
HOST = "lava1"
SLOTS = 64
QUEUES = ["normal", "short"]
REASONS = {"busy": "Job slot limit reached: 1 host", "never": "Dependency condition invalid or never satisfied: 1 host"}


def fault(name, once=False):
    path = os.path.join(STATE, "faults", name)
    try:
        with open(path) as file:
            text = file.read().strip() or "1"
        if once:
            os.remove(path)
        return text
    except FileNotFoundError:
        return None


def fail(*lines):
    print(*lines, sep="\n", file=sys.stderr)
    sys.exit(255)


def connect(suffix="", prefix=""):
    time.sleep(float(fault("slow") or 0))
    if fault("down"):
        fail("batch system daemon not responding ... still trying", f"{prefix}Connection refused by server{suffix}")


class Jobs:
    """All jobs, locked while they are looked at."""

    def __enter__(self):
        os.makedirs(os.path.join(STATE, "jobs"), exist_ok=True)
        self.lock = open(os.path.join(STATE, "lock"), "w")
        fcntl.flock(self.lock, fcntl.LOCK_EX)
        return self

    def __exit__(self, *_):
        self.lock.close()

    def path(self, number):
        return os.path.join(STATE, "jobs", str(number))

    def numbers(self):
        return sorted(int(name) for name in os.listdir(os.path.join(STATE, "jobs")) if name.isdigit())

    def get(self, number):
        try:
            with open(self.path(number)) as file:
                return json.load(file)
        except FileNotFoundError:
            return None

    def put(self, number, job):
        with open(self.path(number) + ".draft", "w") as file:
            json.dump(job, file)
        os.rename(self.path(number) + ".draft", self.path(number))


def clock():
    return time.strftime("%a %b %e %H:%M:%S")


def end(job, state, text):
    job.update(state=state)
    job["events"].append(f"{clock()}: {text}")


# --- bsub


def bsub():
    options, words = {}, list(ARGUMENTS)
    while words and words[0].startswith("-"):
        option = words.pop(0)
        if option in ("-rn", "-r", "-H", "-x"):
            options[option] = "1"
        elif option in ("-J", "-o", "-e", "-q", "-P", "-n", "-R", "-M", "-W", "-gpu", "-app"):
            options[option] = words.pop(0)
        else:
            fail(f"bsub: illegal option -- {option[1:]}")
    if not words:
        fail("No command is specified. Job not submitted.")
    if "-W" in options and not all(part.isdigit() for part in options["-W"].split(":")):
        fail(f"{options['-W']}: Bad RUNLIMIT specification. Job not submitted.")
    connect(". Job not submitted.")
    queue = options.get("-q")
    if queue and queue not in QUEUES:
        fail(f"{queue}: No such queue. Job not submitted.")
    if int(options.get("-n", "1")) > SLOTS:
        fail("Too many processors requested. Job not submitted.")
    if "nosuch" in options.get("-R", ""):
        fail("Bad resource requirement syntax. Job not submitted.")
    with Jobs() as jobs:
        number = max(jobs.numbers(), default=0) + 1
        held = fault("held") or "-H" in options
        stays = held or fault("busy") or fault("never")
        command = " ".join(words)
        jobs.put(number, {
            "name": options.get("-J", command), "command": command, "queue": queue or "normal", "project": options.get("-P", "default"),
            "output": options.get("-o", "/dev/null"), "limit": options.get("-W"), "state": "PSUSP" if held else "PEND", "run": 0, "code": "", "reason": "",
            "why": REASONS["never"] if fault("never") else REASONS["busy"] if fault("busy") else "The job was suspended by the user while pending: 1 host"
            if held else "New job is waiting for scheduling: 1 host", "events": [f"{clock()}: Submitted from host <{HOST}>, to Queue <{queue or 'normal'}>, CWD <$HOME>;"],
        })
    if not stays:
        spawn(number)
    if fault("lost-reply", once=True):
        fail("batch system daemon not responding ... still trying", "Communication time out. Job not submitted.")
    if fault("chatter"):
        print("Verifying job submission parameters...\nAccount to charge: 7")
    print(f"Job <{number}> is submitted to {'' if queue else 'default '}queue <{queue or 'normal'}>.")


def spawn(number):
    """A job's guardian, which outlives the command: it reads and holds nothing of it."""
    subprocess.Popen(
        [sys.executable, "-I", "-S", os.path.abspath(__file__), os.path.abspath(STATE), "mom", str(number)],
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True, cwd="/")


# --- the daemon of the node, one for each job


def mom():
    number = int(ARGUMENTS[0])
    with Jobs() as jobs:
        job = jobs.get(number)
        if job["state"] != "PEND":
            return
        output = os.path.join(STATE, f"{number}.out")
        environment = {
            "PATH": os.environ.get("PATH", "/usr/bin:/bin"), "HOME": os.environ.get("HOME", "/"), "LSB_JOBID": str(number), "LSB_JOBNAME": job["name"],
            "LSB_QUEUE": job["queue"], "LSB_HOSTS": HOST, "LSB_MCPU_HOSTS": f"{HOST} 1 ",
        }
        # The user's line is in a file that a shell runs, which survives the signals of the batch system.
        script = os.path.join(STATE, f"{number}.sh")
        with open(script, "w") as file:
            file.write(f"#! /bin/sh\ntrap : 15 10 12 2 1\n# LSBATCH: User input\n{job['command']}\nexit $?\n")
        with open(output, "w") as file:
            process = subprocess.Popen(["/bin/sh", script], stdin=subprocess.DEVNULL, stdout=file, stderr=subprocess.STDOUT, start_new_session=True, cwd="/", env=environment)
        job.update(state="RUN", session=process.pid, run=job["run"] + 1, why="")
        job["events"] += [f"{clock()}: Dispatched to <{HOST}>;", f"{clock()}: Starting (Pid {process.pid});", f"{clock()}: Started on <{HOST}>, Execution Home </srv/home/ci>;"]
        run = job["run"]
        jobs.put(number, job)
    limit = sum(int(part) * unit for part, unit in zip(reversed(job["limit"].split(":")), (60, 3600))) if job["limit"] else None
    exceeded = False
    try:
        # A minute is the shortest limit, and too long for a test.
        process.wait(limit / 60 if limit else None)
    except subprocess.TimeoutExpired:
        exceeded = True
        send(process.pid, signal.SIGUSR2)
        send(process.pid, signal.SIGKILL)
        process.wait()
    with Jobs() as jobs:
        job = jobs.get(number)
        if job is None or job["run"] != run or job["state"] not in ("RUN", "UNKWN"):
            return
        code = process.returncode if process.returncode >= 0 else 128 - process.returncode
        reason = "TERM_RUNLIMIT: job killed after reaching LSF run time limit" if exceeded else "TERM_OWNER: job killed by owner" if job.get("killed") else ""
        code = 140 if exceeded else 130 if job.get("killed") else code
        job.update(code=str(code) if code else "", reason=reason)
        end(job, "EXIT" if code else "DONE", f"Exited with exit code {code}. The CPU time used is 0.0 seconds." if code else "Done successfully. The CPU time used is 0.0 seconds.")
        jobs.put(number, job)
    try:
        with open(output) as said, open(job["output"], "w") as report:
            report.write(f"Sender: LSF System <ci@{HOST}>\nSubject: Job {number}: <{job['name']}> {'Exited' if code else 'Done'}\n\nThe output (if any) follows:\n\n{said.read()}")
    except OSError:
        pass


def session(number):
    members = []
    for entry in os.listdir("/proc"):
        try:
            with open(f"/proc/{entry}/stat") as file:
                fields = file.read().rpartition(")")[2].split()
            if entry.isdigit() and fields[0] != "Z" and int(fields[3]) == number:
                members.append(int(entry))
        except (OSError, IndexError):
            pass
    return members


def send(number, name):
    for process in session(number):
        try:
            os.kill(process, name)
        except ProcessLookupError:
            pass


# --- bjobs, bhist


def chosen(jobs, missing):
    words = [word for word in ARGUMENTS if word.isdigit() and word != "0"]
    for word in words or [str(number) for number in jobs.numbers()]:
        job = jobs.get(int(word))
        if job is None or (COMMAND == "bjobs" and fault("clean") and job["state"] in ("DONE", "EXIT")):
            missing.append(word)
        else:
            yield int(word), job


def bjobs():
    if ARGUMENTS == ["-V"]:
        print("IBM Spectrum LSF Standard 10.1.0.0, Jul 08 2016" if fault("ibm") else "openlava project 2.2, Nov 21 2026", file=sys.stderr)
        return
    if not fault("ibm"):
        for word in ARGUMENTS:
            if word in ("-json", "-o", "-noheader"):
                fail(f"bjobs: invalid option -- '{word[1]}'", "Usage: bjobs [-h] [-V] [-w |-l] [-a] [-d] [-p] [-s] [-r] [-A]",
                     "             [-m host_name] [-q queue_name] [-u user_name | -u all]", "             [-P project_name] [-N host_spec]",
                     "             [-J name_spec] [jobId | \"jobId[idxList]\" ...]")
    connect()
    missing = []
    with Jobs() as jobs:
        shown = list(chosen(jobs, missing))
    if "-json" in ARGUMENTS:
        text = as_json(shown, missing)
    elif "-l" in ARGUMENTS:
        text = ("-" * 78 + "\n").join(as_long(number, job) for number, job in shown)
    else:
        text = as_wide(shown)
    sys.stdout.write(text[:len(text) // 2] if fault("truncated") else text)
    if "-json" not in ARGUMENTS:
        for word in missing if any(word.isdigit() for word in ARGUMENTS) else [] if shown else [None]:
            print(f"Job <{word}> is not found" if word else "No unfinished job found", file=sys.stderr)
    sys.exit(255 if missing else 0)


def as_json(shown, missing):
    records = [{
        "JOBID": str(number), "STAT": job["state"], "EXIT_CODE": job["code"], "EXIT_REASON": job["reason"],
        "PEND_REASON": job["why"] if job["state"] == "PEND" else "", "JOB_NAME": job["name"],
    } for number, job in shown] + [{"JOBID": word, "ERROR": f"Job <{word}> is not found"} for word in missing]
    return json.dumps({"COMMAND": "bjobs", "JOBS": len(records), "RECORDS": records}, indent=2, separators=(",", ":")) + "\n"


def as_long(number, job):
    name = "" if job["name"] == job["command"] else f", Job Name <{job['name']}>"
    text = "\n" + wrap(f"Job <{number}>{name}, User <ci>, Project <{job['project']}>, Status <{job['state']}>, Queue <{job['queue']}>, Command <{job['command']}>")
    text += wrap(f"{job['events'][0].split(', to Queue')[0]}, CWD <$HOME>, Output File <{job['output']}>;")
    text += "".join(wrap(event) for event in job["events"][1:] if ": Dispatched" not in event and ": Starting" not in event)
    if job["state"] in ("PEND", "PSUSP"):
        text += f" PENDING REASONS:\n {job['why']};\n"
    return text + """
 SCHEDULING PARAMETERS:
           r15s   r1m  r15m   ut      pg    io   ls    it    tmp    swp    mem
 loadSched   -     -     -     -       -     -    -     -     -      -      -  
 loadStop    -     -     -     -       -     -    -     -     -      -      -  

"""


def wrap(line):
    lines = [line[:79]] + [" " * 21 + line[start:start + 58] for start in range(79, len(line), 58)]
    return "\n".join(lines) + "\n"


def as_wide(shown):
    if not shown:
        return ""
    text = "JOBID   USER    STAT  QUEUE      FROM_HOST   EXEC_HOST   JOB_NAME   SUBMIT_TIME\n"
    for number, job in shown:
        text += f"{number:<7} {'ci':<7} {job['state']:<5} {job['queue']:<10} {HOST:<11} {HOST if job['run'] else '   -':<11} {job['name']:<10} {time.strftime('%b %e %H:%M')}\n"
    return text


def bhist():
    connect()
    missing = []
    with Jobs() as jobs:
        shown = list(chosen(jobs, missing))
    if not shown:
        print("No matching job found")
        sys.exit(255)
    blocks = []
    for number, job in shown:
        name = "" if job["name"] == job["command"] else f", Job Name <{job['name']}>"
        blocks.append("\n" + wrap(f"Job <{number}>{name}, User <ci>, Project <{job['project']}>, Command <{job['command']}>")
                      + "".join(wrap(event.replace("seconds.", "seconds;")) for event in job["events"] if ": Started on" not in event))
    sys.stdout.write(("-" * 78 + "\n").join(block + "\n" for block in blocks))


# --- bkill, bpeek, bqueues


def bkill():
    connect(prefix=f"Job <{ARGUMENTS[-1]}>: ")
    name = ARGUMENTS[ARGUMENTS.index("-s") + 1] if "-s" in ARGUMENTS else "KILL"
    code = 0
    for word in [word for word in ARGUMENTS if word not in ("-s", name)]:
        if not word.isdigit():
            print(f"{word}: Illegal job ID.", file=sys.stderr)
            code = 255
            continue
        with Jobs() as jobs:
            job = jobs.get(int(word))
            if job is None:
                print(f"Job <{word}>: No matching job found", file=sys.stderr)
                code = 255
            elif job["state"] in ("DONE", "EXIT"):
                print(f"Job <{word}>: Job has already finished", file=sys.stderr)
                code = 255
            else:
                print(f"Job <{word}> is being {'signaled' if name == 'TERM' and job['state'] == 'RUN' else 'terminated'}")
                job["killed"] = True
                if job["state"] in ("PEND", "PSUSP"):
                    end(job, "EXIT", "Exited")
                else:
                    send(job["session"], getattr(signal, "SIG" + name))
                jobs.put(int(word), job)
    sys.exit(code)


def bpeek():
    connect()
    try:
        with open(os.path.join(STATE, f"{ARGUMENTS[0]}.out")) as file:
            print("<< output from stdout >>\n" + file.read())
    except FileNotFoundError:
        fail(f"Job <{ARGUMENTS[0]}> : Not yet started.")


def bqueues():
    connect()
    print("QUEUE_NAME      PRIO STATUS          MAX JL/U JL/P JL/H NJOBS  PEND   RUN  SUSP")
    for queue in QUEUES:
        print(f"{queue:<15} {30:>4} {'Open:Active':<15} {SLOTS:>3}    -    -    -     0     0     0     0")


# --- what befalls a cluster


def change(state, again=False):
    with Jobs() as jobs:
        number = int(ARGUMENTS[0])
        job = jobs.get(number)
        job.update(state=state)
        if state == "PEND":
            job["events"].append(f"{clock()}: Pending: Job has been requeued;")
        jobs.put(number, job)
    if again:
        spawn(number)


def forget():
    """The batch system lost its memory of a job, and the job its machine."""
    with Jobs() as jobs:
        job = jobs.get(int(ARGUMENTS[0]))
        os.remove(jobs.path(int(ARGUMENTS[0])))
    send(job["session"], signal.SIGKILL)


os.makedirs(os.path.join(STATE, "faults"), exist_ok=True)
{
    "bsub": bsub, "bjobs": bjobs, "bhist": bhist, "bkill": bkill, "bpeek": bpeek, "bqueues": bqueues, "mom": mom,
    "requeue": lambda: change("PEND", again=True), "unknown": lambda: change("UNKWN"), "zombie": lambda: change("ZOMBI"),
    "forget": forget,
}[COMMAND]()
