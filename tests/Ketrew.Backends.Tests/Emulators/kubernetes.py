"""An API server of Kubernetes 1.20 as far as `kubectl` needs it for pods, and a kubelet that runs them as processes of this machine.

    kubernetes.py DIRECTORY [NAME=VALUE]...    what the images have for variables

Prints its port, and ends when its standard input does. Answers, states and reasons are those that were recorded from 1.20.2.
DIRECTORY/faults is read before every request, a fault a line:

    down          connections are closed without an answer
    status CODE   everything is answered with this code: 401, 403, 409, 410, 429, 500, 503
    slow SECONDS  everything takes so long
    image         images of new pods never come
    unschedulable no node fits new pods
    notready      the node of all pods is lost: nothing is heard of them, nothing is ended

PUT /emulator/pods/NAME/status replaces what is told of a pod, PUT /emulator/pods/NAME/evict ends it as a kubelet under pressure does.
"""

import datetime, json, os, re, signal, subprocess, sys, threading, time, urllib.parse, uuid
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

# A container's first process ignores nothing, whoever started this one in the background.
for number in (signal.SIGINT, signal.SIGQUIT):
    signal.signal(number, signal.SIG_DFL)

directory = sys.argv[1]
image_variables = dict(word.split("=", 1) for word in sys.argv[2:])
gate = threading.RLock()
pods = {}
calls = []


def now(plus=0):
    return (datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(seconds=plus)).strftime("%Y-%m-%dT%H:%M:%SZ")


def faults():
    try:
        with open(os.path.join(directory, "faults")) as file:
            return dict((line.split() + [""])[:2] for line in file if line.strip())
    except FileNotFoundError:
        return {}


class Failure(Exception):
    def __init__(self, code, reason, message, **details):
        self.code = code
        self.body = {"kind": "Status", "apiVersion": "v1", "metadata": {}, "status": "Failure",
                     "message": message, "reason": reason, "details": details, "code": code}


def expand(text, variables):
    """`$$` and `$(NAME)`, as the kubelet reads them."""
    return re.sub(r"\$(\$|\(([A-Za-z_.-][A-Za-z0-9_.-]*)\))", lambda match: "$" if match[1] == "$" else variables.get(match[2], match[0]), text)


class Pod:
    def __init__(self, body):
        self.body = body
        self.name = body["metadata"]["name"]
        self.process = None
        self.kill_at = None
        self.override = None
        self.ending = None
        self.reason = None
        self.log = os.path.join(directory, self.name + ".log")
        body["metadata"].update(namespace="default", uid=str(uuid.uuid4()), creationTimestamp=now(), resourceVersion="1")
        body["spec"].setdefault("terminationGracePeriodSeconds", 30)
        container = body["spec"]["containers"][0]
        container.setdefault("terminationMessagePath", "/dev/termination-log")
        self.container = container
        trouble = faults()
        if "unschedulable" in trouble:
            self.status({"phase": "Pending", "qosClass": "BestEffort", "conditions": [{"type": "PodScheduled", "status": "False", "reason": "Unschedulable", "message": "0/1 nodes are available: 1 Insufficient cpu.", "lastTransitionTime": now()}]})
        elif "image" in trouble:
            self.status(self.pending({"waiting": {"reason": "ImagePullBackOff", "message": 'Back-off pulling image "%s"' % container["image"]}}))
        else:
            self.run()

    def status(self, status):
        self.body["status"] = status
        if "conditions" not in status:
            self.body["spec"]["nodeName"] = "node-1"
            status["conditions"] = [{"type": "PodScheduled", "status": "True", "lastTransitionTime": now()}]

    def pending(self, state):
        return {"phase": "Pending", "startTime": now(), "hostIP": "10.99.0.4", "qosClass": "BestEffort", "containerStatuses": [self.told(state)]}

    def told(self, state):
        return {"name": "main", "image": self.container["image"], "imageID": "", "lastState": {}, "ready": "running" in state, "restartCount": 0, "started": "running" in state, "state": state}

    def variables(self):
        variables = {**image_variables, "HOSTNAME": self.name, "KUBERNETES_SERVICE_HOST": "10.0.0.1", "KUBERNETES_SERVICE_PORT": "443"}
        for variable in self.container.get("env", []):
            variables[variable["name"]] = expand(variable["value"], variables)
        return variables

    def words(self, command):
        return [expand(word, self.variables()) for word in command]

    def run(self):
        self.began = now()
        open(self.container["terminationMessagePath"], "w").close()
        with open(self.log, "ab") as log:
            try:
                self.process = subprocess.Popen(self.words(self.container["command"]), env=self.variables(), stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd="/", start_new_session=True)
            except OSError as problem:
                self.status({"phase": "Failed", "containerStatuses": [self.told({"terminated": {"exitCode": 128, "reason": "StartError", "message": "failed to create containerd task: " + str(problem), "startedAt": "1970-01-01T00:00:00Z", "finishedAt": now()}})]})
                return
        self.status({"phase": "Running", "startTime": self.began, "hostIP": "10.99.0.4", "qosClass": "BestEffort", "containerStatuses": [self.told({"running": {"startedAt": self.began}})]})
        deadline = self.body["spec"].get("activeDeadlineSeconds")
        if deadline:
            threading.Timer(deadline, self.expire).start()
        threading.Thread(target=self.wait, daemon=True).start()

    def expire(self):
        self.reason = ("DeadlineExceeded", "Pod was active on the node longer than the specified deadline")
        self.end(30)

    def processes(self):
        mark = b"HOSTNAME=" + self.name.encode()
        for entry in os.listdir("/proc"):
            if entry.isdigit():
                try:
                    with open("/proc/%s/environ" % entry, "rb") as file:
                        if mark in file.read().split(b"\0"):
                            yield int(entry)
                except OSError:
                    pass

    def wait(self):
        code = self.process.wait()
        # The container ends with its first process.
        while [process for process in self.processes() if self.kill(process)]:
            time.sleep(0.01)
        path = self.container["terminationMessagePath"]
        with open(path) as file:
            message = file.read(4096)
        os.unlink(path)
        with gate:
            terminated = {"exitCode": code if code >= 0 else 128 - code, "reason": "Completed" if code == 0 else "Error", "startedAt": self.began, "finishedAt": now()}
            if message:
                terminated["message"] = message
            status = {"phase": "Failed" if code or self.reason else "Succeeded", "startTime": self.began, "containerStatuses": [self.told({"terminated": terminated})]}
            if self.reason:
                status["reason"], status["message"] = self.reason
            self.status(status)
            self.vanish()

    @staticmethod
    def kill(process):
        try:
            with open("/proc/%d/stat" % process) as file:
                if file.read().rsplit(")", 1)[1].split()[0] in "ZX":
                    return False
            os.kill(process, signal.SIGKILL)
            return True
        except OSError:
            return False

    def is_over(self):
        return self.body["status"]["phase"] in ("Succeeded", "Failed") or self.process is None

    def vanish(self):
        """Gone when it is to be deleted, has ended, and nobody wants to look at it."""
        if "deletionTimestamp" in self.body["metadata"] and self.is_over() and not self.body["metadata"].get("finalizers"):
            pods.pop(self.name, None)

    def delete(self, grace):
        grace = self.body["spec"]["terminationGracePeriodSeconds"] if grace is None else grace
        if grace == 0:
            if not self.body["metadata"].get("finalizers"):
                pods.pop(self.name, None)
        metadata = self.body["metadata"]
        metadata["deletionTimestamp"] = min(metadata.get("deletionTimestamp", "9"), now(grace))
        metadata["deletionGracePeriodSeconds"] = grace
        if self.is_over() or "notready" in faults():
            self.vanish()
        else:
            self.end(grace)

    def end(self, grace):
        with gate:
            kill_at = time.monotonic() + grace
            self.kill_at = min(self.kill_at or kill_at, kill_at)
            if not self.ending:
                self.ending = threading.Thread(target=self.terminate, daemon=True)
                self.ending.start()

    def terminate(self):
        hook = self.container.get("lifecycle", {}).get("preStop", {}).get("exec", {}).get("command")
        if hook:
            subprocess.run(self.words(hook), env={**self.variables(), "HOSTNAME": "hook"}, stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd="/")
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        while self.process.poll() is None and time.monotonic() < self.kill_at:
            time.sleep(0.01)
        if self.process.poll() is None:
            self.process.kill()

    def told_body(self):
        return {**self.body, "status": self.override} if self.override else self.body


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def answer(self, code, body, kind="application/json"):
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        self.send_response(code)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def handle_one(self):
        url = urllib.parse.urlsplit(self.path)
        query = {name: values[0] for name, values in urllib.parse.parse_qs(url.query).items()}
        length = int(self.headers.get("Content-Length") or 0)
        body = json.loads(self.rfile.read(length)) if length else None
        trouble = faults()
        if url.path.startswith("/emulator/"):
            return self.answer(*self.emulate(url.path.split("/")[2:], body))
        if "slow" in trouble:
            time.sleep(float(trouble["slow"]))
        if "down" in trouble:
            self.close_connection = True
            return self.connection.close()
        try:
            if "status" in trouble:
                reasons = {"401": "Unauthorized", "403": "Forbidden", "409": "Conflict", "410": "Expired", "429": "TooManyRequests", "500": "InternalError", "503": "ServiceUnavailable"}
                raise Failure(int(trouble["status"]), reasons[trouble["status"]], {"401": "Unauthorized", "403": 'pods is forbidden: User "me" cannot list resource "pods"', "410": "The provided continue parameter is too old"}.get(trouble["status"], "Internal error occurred: emulated"))
            calls.append("%s %s" % (self.command, url.path))
            return self.answer(*self.serve(url.path.strip("/").split("/"), query, body))
        except Failure as failure:
            return self.answer(failure.code, failure.body)

    do_GET = do_POST = do_PUT = do_DELETE = do_PATCH = handle_one

    def emulate(self, path, body):
        if path == ["calls"]:
            return 200, calls
        pod = pods[path[1]]
        if path[2] == "status":
            pod.override = body
        elif path[2] == "evict":
            pod.reason = ("Evicted", "The node was low on resource: memory.")
            pod.end(0)
        return 200, {}

    def serve(self, path, query, body):
        if path == ["version"]:
            return 200, {"major": "1", "minor": "20", "gitVersion": "v1.20.2", "platform": "linux/amd64"}
        if path == ["api"]:
            return 200, {"kind": "APIVersions", "versions": ["v1"], "serverAddressByClientCIDRs": []}
        if path == ["apis"]:
            return 200, {"kind": "APIGroupList", "apiVersion": "v1", "groups": []}
        if path == ["api", "v1"]:
            verbs = ["create", "delete", "get", "list", "patch", "update", "watch"]
            return 200, {"kind": "APIResourceList", "groupVersion": "v1", "resources": [
                {"name": "pods", "singularName": "", "namespaced": True, "kind": "Pod", "verbs": verbs, "shortNames": ["po"]},
                {"name": "pods/log", "singularName": "", "namespaced": True, "kind": "Pod", "verbs": ["get"]},
                {"name": "events", "singularName": "", "namespaced": True, "kind": "Event", "verbs": verbs, "shortNames": ["ev"]}]}
        if path[:3] == ["api", "v1", "namespaces"] and len(path) >= 5:
            if path[3] != "default":
                raise Failure(404, "NotFound", 'namespaces "%s" not found' % path[3], name=path[3], kind="namespaces")
            with gate:
                return self.namespaced(path[4:], query, body)
        raise Failure(404, "NotFound", "the server could not find the requested resource")

    def namespaced(self, path, query, body):
        if path == ["events"]:
            name = dict(word.split("=") for word in query.get("fieldSelector", "").split(",") if word).get("involvedObject.name")
            events = [{"kind": "Event", "apiVersion": "v1", "metadata": {"name": name + ".1", "namespace": "default", "creationTimestamp": pods[name].body["metadata"]["creationTimestamp"]}, "involvedObject": {"kind": "Pod", "name": name}, "type": "Normal", "reason": "Scheduled", "message": "Successfully assigned default/%s to node-1" % name, "lastTimestamp": pods[name].body["metadata"]["creationTimestamp"], "count": 1}] if name in pods else []
            return 200, {"kind": "EventList", "apiVersion": "v1", "metadata": {}, "items": events}
        if path == ["pods"] and self.command == "GET":
            return 200, {"kind": "PodList", "apiVersion": "v1", "metadata": {"resourceVersion": "7"}, "items": [pod.told_body() for pod in pods.values() if self.fits(pod, query.get("labelSelector", ""))]}
        if path == ["pods"] and self.command == "POST":
            return 201, self.create(body)
        pod = pods.get(path[1])
        if pod is None:
            raise Failure(404, "NotFound", 'pods "%s" not found' % path[1], name=path[1], kind="pods")
        if path[2:] == ["log"]:
            state = pod.body["status"].get("containerStatuses", [{"state": {"waiting": {"reason": "Pending"}}}])[0]["state"]
            if "waiting" in state:
                raise Failure(400, "BadRequest", 'container "main" in pod "%s" is waiting to start: %s' % (pod.name, state["waiting"]["reason"]))
            with open(pod.log, "rb") as file:
                return 200, file.read(), "text/plain"
        if self.command == "DELETE":
            pod.delete((body or {}).get("gracePeriodSeconds", query.get("gracePeriodSeconds") and int(query["gracePeriodSeconds"])))
        elif self.command == "PATCH":
            self.patch(pod, body)
        return 200, pod.told_body()

    def create(self, body):
        name = body["metadata"]["name"]
        if not re.fullmatch(r"[a-z0-9]([-a-z0-9]*[a-z0-9])?", name):
            raise Failure(422, "Invalid", 'Pod "%s" is invalid: metadata.name: Invalid value: "%s": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters' % (name, name), name=name, kind="Pod")
        if name in pods:
            raise Failure(409, "AlreadyExists", 'pods "%s" already exists' % name, name=name, kind="pods")
        if body["metadata"].get("annotations", {}).get("ketrew/target") == "invalid":
            raise Failure(422, "Invalid", 'Pod "%s" is invalid: spec.containers[0].image: Required value' % name, name=name, kind="Pod",
                          causes=[{"reason": "FieldValueRequired", "message": "Required value", "field": "spec.containers[0].image"}])
        pods[name] = Pod(body)
        return body

    def patch(self, pod, body):
        wanted = (body.get("metadata") or {}).get("finalizers")
        if wanted and "deletionTimestamp" in pod.body["metadata"]:
            raise Failure(422, "Invalid", 'Pod "%s" is invalid: metadata.finalizers: Forbidden: no new finalizers can be added if the object is being deleted' % pod.name, name=pod.name)
        if wanted is None:
            pod.body["metadata"].pop("finalizers", None)
        else:
            pod.body["metadata"]["finalizers"] = wanted
        pod.vanish()

    @staticmethod
    def fits(pod, selector):
        match = re.fullmatch(r"([^ ]+) in \(([^)]*)\)", selector)
        wanted = (match[1], match[2].split(",")) if match else (selector.split("=")[0], [selector.split("=")[-1]])
        return not selector or pod.body["metadata"].get("labels", {}).get(wanted[0]) in wanted[1]


class Server(ThreadingHTTPServer):
    request_queue_size = 256
    daemon_threads = True

    def handle_error(self, *_):
        """Whoever hangs up is nobody's fault."""
        if not isinstance(sys.exc_info()[1], (ConnectionError, ValueError)):
            super().handle_error(*_)


server = Server(("127.0.0.1", 0), Handler)
threading.Thread(target=server.serve_forever, daemon=True).start()
print(server.server_address[1], flush=True)
sys.stdin.read()
for pod in list(pods.values()):
    for process in pod.processes():
        Pod.kill(process)
