"""A resource manager of YARN 3.3 as far as its REST interface is needed to run jobs, and a node manager that runs containers as processes of this machine.

    yarn.py DIRECTORY

Prints its port, and ends when its standard input does. After Hadoop's documentation and sources, not after a real one.
DIRECTORY/faults is read before every request, a fault a line:

    down          connections are closed without an answer
    status CODE   everything is answered with this code and a RemoteException
    lose          applications are accepted, and the answer is lost
    full          new applications stay ACCEPTED
    old           containers can't be sent signals

PUT /emulator/forget makes it forget all applications that have ended; PUT /emulator/apps/ID/end ends one, with the body for its diagnostics.
"""

import json, os, signal, subprocess, sys, threading, time, urllib.parse
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

directory = sys.argv[1]
gate = threading.RLock()
applications = {}
began = int(time.time() * 1000)
counter = 0


def faults():
    try:
        with open(os.path.join(directory, "faults")) as file:
            return dict((line.split() + [""])[:2] for line in file if line.strip())
    except FileNotFoundError:
        return {}


def new_id():
    global counter
    counter += 1
    return "application_%d_%04d" % (began, counter)


class Failure(Exception):
    def __init__(self, code, kind, message):
        self.code = code
        self.body = {"RemoteException": {"exception": kind, "message": message, "javaClassName": "org.apache.hadoop.yarn.webapp." + kind}}


class Application:
    def __init__(self, id, name, kind, command, queue, lifetime):
        self.container = id.replace("application", "container") + ("_01_000002" if kind == "yarn-service" else "_01_000001")
        self.process = None
        self.command = command
        self.killed = None
        self.told = {"id": id, "user": "ketrew", "name": name, "queue": queue or "default", "state": "ACCEPTED", "finalStatus": "UNDEFINED", "progress": 0.0,
                     "trackingUI": "UNASSIGNED", "diagnostics": "", "clusterId": began, "applicationType": kind, "applicationTags": "", "priority": 0,
                     "startedTime": int(time.time() * 1000), "finishedTime": 0, "elapsedTime": 0}
        if "full" not in faults():
            self.run()
            if lifetime > 0:
                threading.Timer(lifetime, self.end, ["Application killed due to exceeding its lifetime period"]).start()

    def run(self):
        variables = {"PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": "/tmp", "USER": "ketrew", "CONTAINER_ID": self.container, "NM_HOST": "node-1"}
        # As the launch script of a container has it.
        self.process = subprocess.Popen(["/bin/bash", "-c", 'exec /bin/bash -c "%s"' % self.command.replace("<LOG_DIR>", directory)], env=variables, stdin=subprocess.DEVNULL, cwd=directory, start_new_session=True)
        self.told.update(state="RUNNING", amContainerLogs="http://node-1:8042/node/containerlogs/%s/ketrew" % self.container.replace("000002", "000001"), amHostHttpAddress="node-1:8042")
        threading.Thread(target=self.wait, daemon=True).start()

    def wait(self):
        code = self.process.wait()
        with gate:
            if self.killed is not None:
                self.finish("KILLED", "KILLED", self.killed)
            elif self.told["applicationType"] == "yarn-service":
                self.finish("FINISHED", "SUCCEEDED" if code == 0 else "FAILED", "")
            else:
                self.finish("FAILED", "FAILED", "Application %s failed 1 times (global limit =2; local limit is =1) due to AM Container for appattempt exited with  exitCode: %d" % (self.told["id"], code))

    def finish(self, state, status, diagnostics):
        self.told.update(state=state, finalStatus=status, diagnostics=diagnostics, finishedTime=int(time.time() * 1000))

    def signal(self, number):
        try:
            os.killpg(self.process.pid, number)
        except (OSError, AttributeError):
            pass

    def end(self, diagnostics):
        with gate:
            if self.told["finishedTime"]:
                return
            self.killed = diagnostics
            if self.process is None:
                return self.finish("KILLED", "KILLED", diagnostics)
        threading.Thread(target=self.stop, daemon=True).start()

    def stop(self):
        self.signal(signal.SIGTERM)
        time.sleep(0.25)
        self.signal(signal.SIGKILL)


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def answer(self, code, body, headers=()):
        data = json.dumps(body).encode() if body is not None else b""
        self.send_response(code)
        for name, value in headers:
            self.send_header(name, value)
        self.send_header("Content-Type", "application/json;charset=utf-8")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def handle_one(self):
        url = urllib.parse.urlsplit(self.path)
        query = {name: values[0] for name, values in urllib.parse.parse_qs(url.query).items()}
        data = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
        trouble = faults()
        path = url.path.strip("/").split("/")
        if path[0] == "emulator":
            return self.emulate(path[1:], data)
        if "down" in trouble:
            self.close_connection = True
            return self.connection.close()
        try:
            if "status" in trouble:
                raise Failure(int(trouble["status"]), "WebApplicationException", "emulated")
            with gate:
                answer = self.serve(path, query, json.loads(data) if data else {})
            if "lose" in trouble and self.command == "POST" and path[-1] in ("apps", "services"):
                self.close_connection = True
                return self.connection.close()
            self.answer(*answer)
        except Failure as failure:
            self.answer(failure.code, failure.body)

    do_GET = do_POST = do_PUT = handle_one

    def emulate(self, path, data):
        with gate:
            if path == ["forget"]:
                for id in [id for id, app in applications.items() if app.told["finishedTime"]]:
                    del applications[id]
            else:
                applications[path[1]].end(data)
        self.answer(200, {})

    def serve(self, path, query, body):
        if path[:2] == ["app", "v1"]:
            return self.services(path[3:], body)
        path = path[3:]
        if path == ["info"]:
            return 200, {"clusterInfo": {"id": began, "startedOn": began, "state": "STARTED", "haState": "ACTIVE", "resourceManagerVersion": "3.3.6"}}
        if path == ["metrics"]:
            return 200, {"clusterMetrics": {"activeNodes": 1, "totalMB": 8192, "totalVirtualCores": 8}}
        if path == ["apps", "new-application"]:
            return 200, {"application-id": new_id(), "maximum-resource-capability": {"memory": 8192, "vCores": 32}}
        if path == ["apps"] and self.command == "GET":
            found = [app.told for app in applications.values() if query.get("applicationTypes", app.told["applicationType"]) == app.told["applicationType"]]
            return 200, {"apps": {"app": found} if found else None}
        if path == ["apps"]:
            if body["resource"]["memory"] > 8192:
                raise Failure(400, "BadRequestException", "Invalid resource request! Cannot allocate containers as requested resource is greater than maximum allowed allocation")
            entry = body.get("application-timeouts", {}).get("entry", {})
            applications[body["application-id"]] = Application(body["application-id"], body["application-name"], body["application-type"], body["am-container-spec"]["commands"]["command"], body.get("queue"), entry.get("value", -1))
            return 202, None, [("Location", "http://127.0.0.1/ws/v1/cluster/apps/" + body["application-id"])]
        if path[0] == "containers" and path[2] == "signal" and "old" not in faults():
            for app in applications.values():
                if app.container == path[1]:
                    app.signal(signal.SIGTERM)
                    return 200, None
            raise Failure(404, "NotFoundException", "java.lang.Exception: container with id: %s not found" % path[1])
        if path[0] != "apps":
            raise Failure(404, "NotFoundException", "null for uri")
        app = applications.get(path[1])
        if app is None:
            raise Failure(404, "NotFoundException", "java.lang.Exception: app with id: %s not found" % path[1])
        if path[2:] == ["state"] and self.command == "PUT":
            app.end("Application %s was killed by user ketrew at 127.0.0.1" % path[1])
            return (200 if app.told["finishedTime"] else 202), {"state": app.told["state"]}
        return 200, {"app": app.told}

    def services(self, path, body):
        if self.command == "GET":
            for app in applications.values():
                if [app.told["name"]] == path:
                    return 200, {"name": path[0], "version": "1.0.0", "id": app.told["id"], "state": "STABLE", "components": [{"name": "attempt", "containers": [{"id": app.container, "state": "READY"}] if app.process else []}]}
            raise Failure(404, "NotFoundException", "Service %s not found" % path[0])
        if any(app.told["name"] == body["name"] for app in applications.values()):
            return 500, {"diagnostics": "Service %s already exists" % body["name"]}
        component = body["components"][0]
        if int(component["resource"]["memory"]) > 8192:
            return 400, {"diagnostics": "Requested resource is greater than maximum allowed allocation"}
        id = new_id()
        applications[id] = Application(id, body["name"], "yarn-service", component["launch_command"], body.get("queue"), body["lifetime"])
        return 202, {"diagnostics": "Application ID: " + id, "state": "ACCEPTED", "uri": "/v1/services/" + body["name"]}


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
for app in list(applications.values()):
    app.signal(signal.SIGKILL)
