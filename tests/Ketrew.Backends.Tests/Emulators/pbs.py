"""OpenPBS 23.06.06 for tests: answers as the recorded one did (testdata/schedulers/pbs), and runs what it is given.

    pbs.py STATE COMMAND [ARGUMENT...]     COMMAND: qsub, qstat, qdel, qsig, qselect; or mom, requeue, forget, lose-node

STATE is a directory. Faults are files in STATE/faults: `down`, `hang`, `slow` (seconds), `lost-reply` (once), `truncated`,
`no-history`, `held`, `busy` (nothing starts), `never` (nothing ever will), `unquoted` (JSON that is none).
"""
import fcntl
import json
import os
import signal
import subprocess
import sys
import time

STATE, COMMAND, ARGUMENTS = sys.argv[1], sys.argv[2], sys.argv[3:]
SERVER = "pbs1"
CPUS = 64
KILL_DELAY = 2
UNKNOWN, FINISHED, WRONG_STATE, NO_QUEUE, NO_CONNECTION = 153, 35, 168, 170, 162
QUEUES = ["workq", "short"]
RESOURCES = {"select", "place", "walltime", "ncpus", "mem", "nodes", "ngpus"}
CHUNKS = {"ncpus", "mem", "ngpus", "mpiprocs"}
USAGE = """usage: qsub [-a date_time] [-A account_string] [-c interval]
\t[-C directive_prefix] [-e path] [-f ] [-h ] [-I [-X]] [-j oe|eo] [-J X-Y[:Z]]
\t[-k keep] [-l resource_list] [-m mail_options] [-M user_list]
\t[-N jobname] [-o path] [-p priority] [-P project] [-q queue] [-r y|n]
\t[-R o|e|oe] [-S path] [-u user_list] [-W otherattributes=value...]
\t[-v variable_list] [-V ] [-z] [script | -- command [arg1 ...]]
       qsub --version"""


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


def fail(code, message):
    print(message, file=sys.stderr)
    sys.exit(code)


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

    def next(self):
        path = os.path.join(STATE, "next")
        number = int(open(path).read()) if os.path.exists(path) else 1
        with open(path, "w") as file:
            file.write(str(number + 1))
        return number

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

    def remove(self, number):
        os.remove(self.path(number))


def connect(program, code):
    if fault("hang"):
        time.sleep(3600)
    time.sleep(float(fault("slow") or 0))
    if fault("down"):
        print("Connection refused", file=sys.stderr)
        if program == "qdel":
            fail(code, f"Couldn't connect to cluster: {SERVER}")
        fail(code, f"{program}: cannot connect to server {SERVER} (errno=15010)")


def number_of(word, program):
    number, _, server = word.partition(".")
    if not number.isdigit() or server not in ("", SERVER):
        if program == "qstat" and not number[:1].isdigit():
            return None, NO_QUEUE, f"qstat: Unknown queue destination {word}"
        return None, 1, f"{program}: illegally formed job identifier: {word}"
    return int(number), 0, ""


def now():
    return int(time.time())


def clock(moment):
    return time.strftime("%a %b %e %H:%M:%S %Y", time.localtime(moment))


# --- qsub


def qsub():
    if ARGUMENTS == ["--version"]:
        print("pbs_version = 23.06.06")
        return
    options, words, resources, variables = read_options(list(ARGUMENTS))
    for resource in resources:
        check(resource)
    if "-N" in options and (" " in options["-N"] or not options["-N"][:1].isalpha()):
        fail(2, f"qsub: illegal -N value\n{USAGE}")
    if words[:1] != ["--"] and words and not os.path.exists(words[0]):
        fail(1, "qsub: script file:: No such file or directory")
    connect("qsub", NO_CONNECTION)
    if options.get("-q", "workq") not in QUEUES:
        fail(NO_QUEUE, "qsub: Unknown queue")
    with Jobs() as jobs:
        number = jobs.next()
        script = ""
        if words[:1] != ["--"]:
            script = os.path.join(STATE, f"{number}.{SERVER}.SC")
            with open(words[0]) if words else sys.stdin as source, open(script, "w") as file:
                file.write(source.read())
            os.chmod(script, 0o700)
        held = fault("held") or "-h" in options
        never = fault("never") or cpus_of(resources) > CPUS
        name = options.get("-N", "STDIN" if not words or words[0] == "--" else os.path.basename(words[0]))
        job = {
            "name": name, "queue": options.get("-q", "workq"), "account": options.get("-A"), "output": options.get("-o", f"/dev/null"),
            "resources": resources, "variables": variables, "arguments": " ".join(ARGUMENTS), "ctime": now(), "rerunable": options.get("-r", "y") == "y",
            "state": "H" if held else "Q", "substate": 20 if held else 10, "hold": "u" if held else "n", "runs": 0,
            "command": words[1:], "script": script, "shell": options.get("-S", "/bin/sh"),
            "comment": "Can Never Run: Insufficient amount of resource: ncpus (R: 99 A: 2)" if never else "Not Running: Not enough free nodes available" if fault("busy") else "",
        }
        jobs.put(number, job)
    if not (held or never or fault("busy")):
        spawn(number)
    if fault("lost-reply", once=True):
        fail(NO_CONNECTION, f"Connection reset\nqsub: cannot connect to server {SERVER} (errno=15010)")
    print(f"{number}.{SERVER}")


def read_options(words):
    options, resources, variables = {}, [], {}
    while words and words[0].startswith("-") and words[0] != "--":
        option = words.pop(0)
        if option in ("-h", "-V", "-z", "-f"):
            options[option] = "1"
        elif option in ("-a", "-A", "-C", "-e", "-j", "-J", "-k", "-l", "-m", "-M", "-N", "-o", "-p", "-P", "-q", "-r", "-R", "-S", "-u", "-W", "-v"):
            value = words.pop(0)
            if option == "-l":
                resources += value.split(",")
            elif option == "-v":
                variables.update(pair.partition("=")[::2] for pair in value.split(","))
            else:
                options[option] = value
        else:
            fail(2, f"qsub: invalid option -- '{option[1:2]}'\n{USAGE}")
    return options, words, resources, variables


def check(resource):
    name, _, value = resource.partition("=")
    if name not in RESOURCES:
        fail(187, f"qsub: Unknown resource Resource_List.{name}")
    if name == "walltime" and not all(part.isdigit() for part in value.split(":")):
        fail(166, "qsub: Illegal attribute or resource value Resource_List.walltime")
    if name == "select":
        for chunk in value.split(":")[1:]:
            if chunk.partition("=")[0] not in CHUNKS:
                fail(187, f"qsub: Unknown resource: {chunk.partition('=')[0]}")


def cpus_of(resources):
    return max([int(part.partition("=")[2]) for resource in resources for part in resource.split(":") if part.partition("=")[0] == "ncpus"] or [1])


def seconds_of(resources):
    for resource in resources:
        if resource.startswith("walltime="):
            total = 0
            for part in resource.partition("=")[2].split(":"):
                total = total * 60 + int(part)
            return total
    return None


def spawn(number):
    """A job's guardian, which outlives the command: it reads and holds nothing of it."""
    subprocess.Popen(
        [sys.executable, "-I", "-S", os.path.abspath(__file__), os.path.abspath(STATE), "mom", str(number)], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        start_new_session=True, cwd="/")


# --- the daemon of the node, one for each job


def mom():
    number = int(ARGUMENTS[0])
    with Jobs() as jobs:
        job = jobs.get(number)
        if job["state"] not in "QH":
            return
        output = os.path.join(STATE, f"{number}.{SERVER}.OU")
        environment = {
            "PATH": os.environ.get("PATH", "/usr/bin:/bin"), "HOME": os.environ.get("HOME", "/"), "PBS_JOBID": f"{number}.{SERVER}",
            "PBS_JOBNAME": job["name"], "PBS_QUEUE": job["queue"], "PBS_ENVIRONMENT": "PBS_BATCH", "NCPUS": "1", **job["variables"],
        }
        with open(output, "w") as file:
            # A command leads its session; a script is given to a shell that waits for it.
            process = subprocess.Popen(
                job["command"] or ["-" + os.path.basename(job["shell"])], executable=None if job["command"] else job["shell"], stdin=subprocess.PIPE, stdout=file,
                stderr=subprocess.STDOUT, start_new_session=True, cwd=environment["HOME"], env=environment)
        process.stdin.write(b"" if job["command"] else (job["script"] + "\n").encode())
        process.stdin.close()
        job.update(state="R", substate=42, stime=now(), session=process.pid, runs=job["runs"] + 1, comment=f"Job run at {time.strftime('%a %b %d at %H:%M')} on ({SERVER}:ncpus=1)")
        job.pop("exit", None)
        run = job["runs"]
        jobs.put(number, job)
    limit = seconds_of(job["resources"])
    exceeded = False
    try:
        process.wait(limit)
    except subprocess.TimeoutExpired:
        exceeded = True
        terminate(process.pid)
        process.wait()
    with Jobs() as jobs:
        job = jobs.get(number)
        if job is None or job["runs"] != run or job["state"] not in "RE":
            return
        code = process.returncode
        status = -29 if exceeded else code if code >= 0 else 256 - code
        deleted = job.get("deleting")
        how = "terminated" if deleted else "exceeded resource walltime" if exceeded else "finished" if status == 0 else "failed"
        job.update(state="F", substate=91 if deleted else 92 if status == 0 else 93, exit=status, comment=f"{job['comment']} and {how}", obit=now())
        jobs.remove(number) if fault("no-history") else jobs.put(number, job)
    try:
        os.replace(output, job["output"])
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


def terminate(number):
    send(number, signal.SIGTERM)
    until = time.time() + KILL_DELAY
    while time.time() < until and session(number):
        time.sleep(0.05)
    send(number, signal.SIGKILL)


# --- qstat, qselect


def qstat():
    if ARGUMENTS == ["--version"]:
        print("pbs_version = 23.06.06")
        return
    connect("qstat", 255)
    words = [word for word in ARGUMENTS if not word.startswith("-") and word != "json"]
    if "-B" in ARGUMENTS:
        print(f"Server: {SERVER}\n    server_state = Active\n    server_host = {SERVER}\n    scheduling = True\n    default_queue = workq\n"
              f"    job_history_enable = {not fault('no-history')}\n    pbs_version = 23.06.06\n")
        return
    if "-Q" in ARGUMENTS:
        for queue in QUEUES:
            print(f"Queue: {queue}\n    queue_type = Execution\n    total_jobs = 0\n    enabled = True\n    started = True\n")
        return
    shown, code = {}, 0
    with Jobs() as jobs:
        for word in words or [str(number) for number in jobs.numbers() if jobs.get(number)["state"] != "F"]:
            number, problem, message = number_of(word, "qstat")
            job = jobs.get(number) if number else None
            code = problem
            if number and "-x" in ARGUMENTS and fault("no-history"):
                code, message = 0, f"qstat: PBS is not configured to maintain job history {number}.{SERVER}"
                job = None
            elif number and job is None:
                code, message = UNKNOWN, f"qstat: Unknown Job Id {number}.{SERVER}"
            elif number and job["state"] == "F" and "-x" not in ARGUMENTS:
                code, message = FINISHED, f"qstat: {number}.{SERVER} Job has finished, use -x or -H to obtain historical job information"
                job = None
            if message:
                print(message, file=sys.stderr)
            if job:
                shown[f"{number}.{SERVER}"] = attributes(number, job)
    text = as_json(shown) if "json" in ARGUMENTS else as_text(shown)
    sys.stdout.write(text[:len(text) // 2] if fault("truncated") else text)
    # Of several jobs, one that is there makes all well.
    sys.exit(code if len(words) == 1 or not shown else 0)


def attributes(number, job):
    shown = {"Job_Name": job["name"], "Job_Owner": f"ci@{SERVER}", "job_state": job["state"], "queue": job["queue"], "server": SERVER}
    if job["account"]:
        shown["Account_Name"] = job["account"]
    shown.update(Checkpoint="u", ctime=clock(job["ctime"]), Hold_Types=job["hold"], Output_Path=f"{SERVER}:{job['output']}", Rerunable=str(job["rerunable"]))
    if "stime" in job:
        shown.update(exec_host=f"{SERVER}/0", stime=clock(job["stime"]))
    if "obit" in job:
        shown["obittime"] = clock(job["obit"])
    shown["Resource_List"] = {"nodect": 1, "place": "pack", **dict(resource.partition("=")[::2] for resource in job["resources"])}
    shown["substate"] = job["substate"]
    shown["Variable_List"] = {"PBS_O_HOME": "/srv/home/ci", **job["variables"]}
    if job["comment"]:
        shown["comment"] = job["comment"]
    if job["runs"]:
        shown["run_count"] = job["runs"]
    if "exit" in job:
        shown["Exit_status"] = job["exit"]
    shown["Submit_arguments"] = job["arguments"]
    return shown


def as_json(shown):
    answer = {"timestamp": now(), "pbs_version": "23.06.06", "pbs_server": SERVER}
    if shown:
        answer["Jobs"] = shown
    text = json.dumps(answer, indent="\t", separators=(",", ":\t"), ensure_ascii=False) + "\n"
    return text.replace('"PBS_O_HOME":\t"/srv/home/ci"', '"ZERO":\t007,\n\t\t\t\t"PBS_O_HOME":\t"a \\q"b"') if fault("unquoted") else text


def as_text(shown):
    text = ""
    for name, job in shown.items():
        text += f"Job Id: {name}\n"
        for attribute, value in job.items():
            if attribute == "Variable_List":
                text += wrap(f"    Variable_List = {','.join(f'{key}={item}' for key, item in value.items())}")
            elif isinstance(value, dict):
                text += "".join(f"    {attribute}.{key} = {item}\n" for key, item in value.items())
            else:
                text += f"    {attribute} = {value}\n"
        text += "\n"
    return text


def wrap(line):
    lines = [line[:79]] + ["\t" + line[start:start + 71] for start in range(79, len(line), 71)]
    return "\n".join(lines) + "\n"


def qselect():
    connect("qselect", NO_CONNECTION)
    with Jobs() as jobs:
        for number in jobs.numbers():
            if jobs.get(number)["state"] != "F":
                print(f"{number}.{SERVER}")


# --- qdel, qsig


def each_job(program, act):
    connect(program, NO_CONNECTION)
    code = 0
    for word in ARGUMENTS[ARGUMENTS.index("-s") + 2:] if "-s" in ARGUMENTS else ARGUMENTS:
        number, problem, message = number_of(word, program)
        if number:
            with Jobs() as jobs:
                job = jobs.get(number)
                if job is None:
                    problem, message = UNKNOWN, f"{program}: Unknown Job Id {number}.{SERVER}"
                elif job["state"] == "F":
                    problem, message = FINISHED, f"{program}: Job has finished {number}.{SERVER}"
                else:
                    problem, message = act(jobs, number, job)
        if message:
            print(message, file=sys.stderr)
        code = problem or code
    sys.exit(code)


def delete(jobs, number, job):
    if job["state"] in "QH":
        job.update(state="F", substate=91, comment=f"{job['comment']} and terminated")
        jobs.remove(number) if fault("no-history") else jobs.put(number, job)
        return 0, ""
    job["deleting"] = True
    jobs.put(number, job)
    if os.fork() == 0:
        detach()
        terminate(job["session"])
        os._exit(0)
    return 0, ""


def detach():
    os.setsid()
    null = os.open(os.devnull, os.O_RDWR)
    for descriptor in range(3):
        os.dup2(null, descriptor)


def give_signal(jobs, number, job):
    if job["state"] != "R":
        return WRONG_STATE, f"qsig: Request invalid for state of job {number}.{SERVER}"
    send(job["session"], getattr(signal, "SIG" + ARGUMENTS[ARGUMENTS.index("-s") + 1]))
    return 0, ""


# --- what befalls a cluster


def requeue():
    """The node is not heard: its jobs go back into the queue, and the first copies run on. Then they start again."""
    with Jobs() as jobs:
        number = number_of(ARGUMENTS[0], "requeue")[0]
        job = jobs.get(number)
        job.update(state="Q", substate=10, exit=-20, comment="Not Running: Not enough free nodes available")
        jobs.put(number, job)
    if "again" in ARGUMENTS:
        spawn(number)


def forget():
    """The server lost its memory of a job, and the job its node."""
    with Jobs() as jobs:
        number = number_of(ARGUMENTS[0], "forget")[0]
        job = jobs.get(number)
        jobs.remove(number)
    send(job["session"], signal.SIGKILL)


def lose_node():
    """The node is gone, with its job: no rerun."""
    with Jobs() as jobs:
        number = number_of(ARGUMENTS[0], "lose-node")[0]
        job = jobs.get(number)
        job.update(state="F", substate=93, exit=-20)
        jobs.put(number, job)
    send(job["session"], signal.SIGKILL)


os.makedirs(os.path.join(STATE, "faults"), exist_ok=True)
{
    "qsub": qsub, "qstat": qstat, "qselect": qselect, "mom": mom, "requeue": requeue, "forget": forget, "lose-node": lose_node,
    "qdel": lambda: each_job("qdel", delete), "qsig": lambda: each_job("qsig", give_signal),
}[COMMAND]()
