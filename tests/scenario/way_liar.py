# SPDX-FileCopyrightText: The Waymark developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""A server between a person and a node, which may lie."""

import http.client
import http.server
import os
import socket
import socketserver
import threading


class _Upstream(http.client.HTTPConnection):
    def __init__(self, path):
        super().__init__("localhost", timeout=30)
        self.path = path

    def connect(self):
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(30)
        self.sock.connect(self.path)


class Request:
    def __init__(self, method, path, headers, body):
        self.method, self.path, self.headers, self.body = method, path, headers, body


class Answer:
    def __init__(self, status, type_, body):
        self.status, self.type, self.body = status, type_, body


class _Server(socketserver.ThreadingMixIn, socketserver.UnixStreamServer):
    daemon_threads = True


class Proxy:
    """@lie gets the request and a function that asks the real node; it returns the Answer, or None to break off."""

    def __init__(self, path, upstream, lie=lambda request, answer: answer()):
        self.path, self.upstream, self.lie = str(path), str(upstream), lie
        proxy = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def address_string(self):
                return "unix"

            def log_message(self, *_):
                pass

            def handle_any(self):
                length = int(self.headers.get("Content-Length") or 0)
                request = Request(self.command, self.path, dict(self.headers), self.rfile.read(length))
                answer = proxy.lie(request, lambda: proxy.ask(request))
                if answer is None:
                    self.close_connection = True
                    return
                self.send_response(answer.status)
                self.send_header("Content-Type", answer.type)
                self.send_header("Content-Length", str(len(answer.body)))
                self.end_headers()
                self.wfile.write(answer.body)

            do_GET = do_POST = do_PUT = do_HEAD = handle_any

        self.handler = Handler

    def ask(self, request):
        connection = _Upstream(self.upstream)
        headers = {name: value for name, value in request.headers.items()
                   if name.lower() in ("accept", "content-type", "waymark-demo-time")}
        connection.request(request.method, request.path, request.body or None, headers)
        response = connection.getresponse()
        answer = Answer(response.status, response.headers.get("Content-Type", ""), response.read())
        connection.close()
        return answer

    def start(self):
        if os.path.exists(self.path):
            os.unlink(self.path)
        self.server = _Server(self.path, self.handler)
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        return self

    def stop(self):
        self.server.shutdown()
        self.server.server_close()

    def __enter__(self):
        return self.start()

    def __exit__(self, *_):
        self.stop()
