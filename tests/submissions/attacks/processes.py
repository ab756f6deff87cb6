"""Attacks on processes: children that outlive, signals, other processes' memory and descriptors, rare system calls."""

from __future__ import annotations

from dataclasses import replace

from attacks.forms import KILLED, acts, attack

ORPHANS = [
    attack("double_fork", (
        "try:\n    if os.fork() == 0:\n        os.setsid()\n        if os.fork() == 0:\n            os.execv('/bin/sleep', ['sleep', '1000'])\n"
        "        os._exit(0)\nexcept OSError:\n    pass"
    )),
    attack("forks_by_number", (
        "for number in (57, 58):\n    if call(number) == 0:\n        call(1, 'x'.encode())\n        time.sleep(1000)"
    )),
    attack("clone_with_the_parent_s_parent", (
        "for flags in (0x8000 | 17, 0x8000, 0x80000000, 0x7e020000 | 17, 0x00800000 | 17):\n"
        "    if call(56, flags, 0, 0, 0, 0) == 0:\n        time.sleep(1000)"
    )),
    attack("clone_three", (
        "import struct\nfor flags in (0, 0x8000, 0x100000000, 0x7e020000):\n"
        "    arguments = struct.pack('11Q', flags, 0, 0, 0, 17, 0, 0, 0, 0, 0, 0)\n"
        "    if call(435, arguments, len(arguments)) == 0:\n        time.sleep(1000)"
    )),
    attack("death_signal_cleared", "call(157, 1, 0, 0, 0, 0)\nos.setsid()\ntime.sleep(10_000)", "timeout|blocked"),
    attack("threads_that_outlive", (
        "import threading\nfor _ in range(3):\n    threading.Thread(target=time.sleep, args=(10_000,), daemon=False).start()"
    )),
    replace(attack("threads_by_thousands", (
        "import threading\nmade = 0\ntry:\n    for made in range(3000):\n        threading.Thread(target=time.sleep, args=(30,), daemon=True).start()\n"
        "except RuntimeError:\n    pass\nassert made < 400"
    )), statuses=dict.fromkeys(("zero_pad", "conv_forward", "conv_backward"), KILLED)),
    attack("runs_at_exit", (
        "import atexit\ndef forever(*_):\n    while True:\n        time.sleep(1)\natexit.register(forever)\nattempt(lambda: sys.stdout.flush())"
    )),
    attack("runs_when_collected", "Late.kept = Late()", "timeout", before=(
        "class Late:\n    def __del__(self):\n        while True:\n            pass"
    )),
    attack("exits_from_a_thread", "import threading\nthreading.Thread(target=os._exit, args=(0,)).start()\ntime.sleep(5)", "crashed"),
    attack("stops_itself", "import signal\nos.kill(os.getpid(), signal.SIGSTOP)", "timeout|blocked"),
    attack("raises_signals_to_itself", (
        "import signal\nfor number in range(1, 65):\n    if number not in (9, 19, 32, 33):\n"
        "        attempt(lambda: signal.signal(number, signal.SIG_IGN), lambda: signal.raise_signal(number))"
    )),
    attack("limits_ignored", (
        "import signal\nfor number in (signal.SIGXCPU, signal.SIGXFSZ, signal.SIGSEGV):\n    signal.signal(number, signal.SIG_IGN)\n"
        "open('big', 'wb').write(b'x' * 10**8)"
    ), "error"),
    acts("leaves_the_group", """
os.setsid()
os.setpgid(0, 0)
os.setpgid(0, os.getpgid(os.getppid()))
os.setpgid(os.getppid(), os.getppid())
call(157, 36, 1, 0, 0, 0)
call(157, 4, 1, 0, 0, 0)
call(157, 1, 0, 0, 0, 0)
call(157, 0x59616d61, -1, 0, 0, 0)
"""),
]  # fmt: skip

OTHERS = [
    attack("kills_the_group", "import signal\nos.killpg(0, signal.SIGKILL)", "blocked"),
    acts("signals_the_parent", """
os.kill(os.getppid(), 9)
os.kill(1, 19)
os.killpg(os.getpgid(os.getppid()), 9)
call(62, os.getppid(), 19)
call(200, os.getppid(), 9)
call(234, os.getppid(), os.getppid(), 9)
call(129, os.getppid(), 9, b"\\0" * 128)
call(297, os.getppid(), os.getppid(), 9, b"\\0" * 128)
call(424, call(434, os.getppid(), 0), 9, 0, 0)
call(424, call(434, os.getppid(), 0), 19, 0, 4)
"""),
    attack("reaches_neighbours", (
        "near = [os.getpid() - back for back in range(1, 40) if os.getpid() - back > 0]\n"
        "assert attempt(*(lambda pid=pid: os.kill(pid, 0) for pid in (os.getppid(), 1, *near) if pid != os.getpid())) == 0"
    )),
    attack("signal_by_owner", (
        "import fcntl\nfor target in (os.getppid(), -os.getpgid(0), 1):\n    reader, writer = os.pipe()\n"
        "    attempt(lambda: fcntl.fcntl(reader, fcntl.F_SETSIG, 9), lambda: fcntl.fcntl(reader, fcntl.F_SETOWN, target),\n"
        "        lambda: fcntl.fcntl(reader, fcntl.F_SETFL, os.O_ASYNC | os.O_NONBLOCK), lambda: os.write(writer, b'x'),\n"
        "        lambda: fcntl.ioctl(reader, 0x8901, target.to_bytes(4, 'little', signed=True)))"
    ), "passed|blocked"),
    attack("reads_the_parent_s_memory", (
        "import ctypes, struct\nroom = ctypes.create_string_buffer(64)\n"
        "local = struct.pack('QQ', ctypes.addressof(room), 64)\nremote = struct.pack('QQ', id(room) & ~0xfff, 64)\n"
        "read = [call(310, pid, local, 1, remote, 1, 0) for pid in (os.getppid(), 1)]\n"
        "wrote = [call(311, pid, local, 1, remote, 1, 0) for pid in (os.getppid(), 1)]\nassert read + wrote == [-1] * 4"
    )),
    attack("traces_the_parent", (
        "got = [call(101, request, pid, 0, 0) for request in (16, 0x4206) for pid in (os.getppid(), 1, os.getpid() - 1)]\n"
        "assert got == [-1] * 6"
    )),
    attack("steals_descriptors", (
        "handle = call(434, os.getppid(), 0)\ngot = [call(438, handle, number, 0) for number in range(16)]\nassert max(got) == -1"
    )),
    attack("opens_the_parent_s_files", (
        "found = []\nfor pid in (os.getppid(), 1, 'self/../1'):\n    for name in ('mem', 'fd', 'maps', 'environ', 'cwd', 'root', 'task', 'cmdline'):\n"
        "        attempt(lambda: found.append(os.open(f'/proc/{pid}/{name}', os.O_RDONLY)))\n"
        "assert not found"
    )),
    attack("writes_own_memory_file", "attempt(lambda: os.pwrite(os.open('/proc/self/mem', os.O_RDWR), b'x', id(0)))"),
    attack("renices_the_parent", "os.setpriority(os.PRIO_PROCESS, os.getppid(), 19)", "blocked"),
    attack("slows_everybody", (
        "parent, own = os.getppid(), os.getpriority(os.PRIO_PROCESS, 0)\n"
        "assert not attempt(\n"
        "    lambda: os.setpriority(os.PRIO_USER, os.getuid(), own), lambda: os.setpriority(os.PRIO_PROCESS, parent, 18),\n"
        "    lambda: os.setpriority(os.PRIO_PROCESS, 1, own), lambda: os.sched_setaffinity(parent, {0}),\n"
        "    lambda: os.sched_setscheduler(parent, os.SCHED_IDLE, os.sched_param(0)),\n"
        "    lambda: os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(99)), lambda: os.nice(-20))\n"
        "got = [call(251, 1, parent, 3 << 13), call(314, parent, b'\\x38\\0\\0\\0\\5\\0\\0\\0' + b'\\0' * 48, 0)]\n"
        "assert max(got) == -1"
    ), "passed|blocked"),
    attack("limits_the_parent", "import resource\nresource.prlimit(os.getppid(), resource.RLIMIT_CPU, (1, 1))", "blocked"),
    acts("widens_its_own_limits", """
__import__("resource").setrlimit(7, (1 << 20, 1 << 20))
__import__("resource").setrlimit(9, (-1, -1))
__import__("resource").prlimit(0, 1, (-1, -1))
call(160, 9, b"\\xff" * 16)
call(302, os.getppid(), 7, b"\\1" + b"\\0" * 7 + b"\\1" + b"\\0" * 7, 0)
"""),
    acts("looks_into_others", """
call(312, os.getppid(), os.getpid(), 0, 1, 2)
call(256, os.getppid(), 1, b"\\1" * 8, b"\\2" * 8)
call(279, os.getppid(), 0, 0, 0, 0, 0)
call(440, call(434, os.getppid(), 0), 0, 0, 21, 0)
call(448, call(434, os.getppid(), 0), 0)
call(98, -1, 0)
call(273, 0, 24)
call(274, os.getppid(), b"\\0" * 8, b"\\0" * 8)
"""),
    acts("types_into_the_terminal", """
[__import__("fcntl").ioctl(number, 0x5412, b"x") for number in range(3)]
__import__("fcntl").ioctl(os.open("/dev/tty", os.O_RDWR), 0x5412, b"x")
[__import__("fcntl").ioctl(number, 0x540e, 1) for number in range(3)]
[call(16, number, request, b"\\0" * 64) for number in range(8) for request in (0x541b, 0x5421, 0x5452, 0x8904, 0x40086602)]
"""),
]  # fmt: skip

CALLS = [
    acts("new_namespaces", """
[call(272, flag) for flag in (0x10000000, 0x20000, 0x20000000, 0x40000000, 0x8000000, 0x4000000, 0x2000000, 0x80)]
call(272, 0x10000000 | 0x20000)
call(308, os.open("/proc/self/ns/mnt", os.O_RDONLY), 0)
call(308, call(434, os.getppid(), 0), 0x20000)
"""),
    acts("mounts", """
call(165, b"none", b"/tmp", b"tmpfs", 0, b"")
call(165, b"/", b"folder", b"none", 4096, 0)
call(166, b"/tmp", 2)
call(155, b".", b".")
call(161, b"/tmp")
call(428, -100, b"/", 1)
call(429, 3, b"", -100, b"/tmp", 4)
call(430, b"tmpfs", 0)
call(442, -100, b"/tmp", 0, b"\\0" * 32, 32)
call(303, -100, b"/", b"\\x80" + b"\\0" * 140, b"\\0" * 4, 0)
call(304, 3, b"\\x08\\0\\0\\0\\1\\0\\0\\0" + b"\\2\\0\\0\\0\\0\\0\\0\\0", 0)
"""),
    acts("opens_by_new_calls", """
os.write(call(437, -100, b"CANARY/file.txt", b"\\1" + b"\\0" * 23, 24), b"x")
os.write(call(2, b"CANARY/file.txt", 1), b"x")
os.write(call(257, -100, b"CANARY/file.txt", 1, 0), b"x")
os.write(call(85, b"CANARY/file.txt", 0o777), b"x")
call(439, -100, b"CANARY/file.txt", 4, 0)
call(133, b"CANARY/device", 0o20777, 259)
call(326, 3, 0, 4, 0, 10, 0)
call(40, 4, 3, 0, 10)
call(275, 3, 0, 4, 0, 10, 0)
"""),
    attack("ring_of_requests", (
        "got = [call(425, 8, b'\\0' * 120), call(426, 3, 1, 0, 0, 0, 0), call(427, 3, 0, 0, 0), call(206, 8, b'\\0' * 8)]\n"
        "assert max(got[:3]) == -1"
    )),
    acts("own_filters", """
call(317, 0, 0, 0)
call(317, 1, 0, b"\\0" * 16)
call(317, 1, 8, b"\\1\\0\\0\\0\\0\\0\\0\\0" + b"\\0" * 8)
call(157, 22, 2, 0, 0, 0)
call(157, 38, 1, 0, 0, 0)
call(444, b"\\0" * 24, 24, 0)
call(445, 3, 1, b"\\0" * 12, 0)
call(446, 3, 0)
call(158, 0x1011, 0)
call(157, 59, 0, 0, 0, 0)
"""),
    attack("kernel_s_programs", (
        "got = [call(321, 0, b'\\1\\0\\0\\0\\4\\0\\0\\0\\4\\0\\0\\0\\1\\0\\0\\0' + b'\\0' * 56, 72), call(298, b'\\0' * 128, 0, -1, -1, 0),\n"
        "    call(323, 1), call(248, b'user', b'course', b'x', 1, -3), call(250, 1, -1), call(249, b'user', b'course', 0, -3),\n"
        "    call(304, 3, 0, 0), call(175, 0, 0, b''), call(246, 0, 0, 0, 0), call(103, 3, b'', 0)]\nassert max(got[:3]) == -1"
    )),
    acts("machine_s_names", """
call(170, __import__("socket").gethostname().encode(), len(__import__("socket").gethostname()))
call(171, b"", 0)
call(163, 0)
call(167, b"/none", 0)
call(168, b"/none")
call(179, 0, 0, 0, 0)
call(172, 3)
call(173, 0, 1, 1)
"""),
    acts("other_users", """
os.setuid(0)
os.setgid(0)
os.setgroups([0, 1, 2])
os.setresuid(65534, 65534, 65534)
os.setreuid(0, 0)
call(122, 0)
call(126, b"\\x22\\x05\\x08\\x20\\0\\0\\0\\0", b"\\xff" * 24)
call(157, 24, 1, 0, 0, 0)
call(157, 28, 0, 0, 0, 0)
"""),
    acts("sockets_of_every_family", """
[call(41, family, kind, 0) for family in range(46) for kind in (1, 2, 3, 5)]
call(53, 2, 1, 0, b"\\0" * 8)
call(53, 1, 5, 0, b"\\0" * 8)
__import__("socket").socketpair()
__import__("socket").socket(16, 3, 15).bind((0, 0))
__import__("socket").socket(17, 3).send(b"x")
"""),
]  # fmt: skip

_MACHINE_CODE = '''
def machine_code(code, *words):
    """Runs `code` from a page that may be executed; texts lie below 4 GB."""
    libc = ctypes.CDLL(None, use_errno=True)
    libc.mmap.restype = ctypes.c_void_p
    libc.mmap.argtypes = [ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int, ctypes.c_int, ctypes.c_int, ctypes.c_long]
    page = libc.mmap(None, 8192, 7, 0x62, -1, 0)
    if page in (None, 2**64 - 1):
        raise OSError("no page")
    text = b"CANARY/file.txt"
    ctypes.memmove(page + 4096, text + bytes(1), len(text) + 1)
    code = code.replace(b"PATH", (page + 4096).to_bytes(4, "little"))
    ctypes.memmove(page, code, len(code))
    return ctypes.CFUNCTYPE(ctypes.c_long)(page)()
'''
CODE = [
    attack("machine_code_chmod", (  # mov eax, 90; mov edi, path; mov esi, 0777; syscall; ret
        "attempt(lambda: machine_code(b'\\xb8\\x5a\\0\\0\\0\\xbfPATH\\xbe\\xff\\1\\0\\0\\x0f\\5\\xc3'))"
    ), before=_MACHINE_CODE),
    attack("thirty_two_bit_chmod", (  # push rbx; mov eax, 15; mov ebx, path; mov ecx, 0777; int 0x80; pop rbx; ret
        "attempt(lambda: machine_code(b'\\x53\\xb8\\x0f\\0\\0\\0\\xbbPATH\\xb9\\xff\\1\\0\\0\\xcd\\x80\\x5b\\xc3'))"
    ), "passed|crashed", before=_MACHINE_CODE),
    attack("x32_calls", (
        "bit = 0x40000000\n"
        "got = [call(bit | 90, b'CANARY/file.txt', 0o777), call(bit | 512, 0, 0), call(bit | 520, b'/bin/true', 0, 0), call(bit | 57)]\n"
        "if got[3] == 0:\n    time.sleep(1000)"
    ), "passed|crashed"),
    attack("unknown_numbers", "got = [call(number) for number in (335, 400, 470, 512, 547, 600, 1000, 99999, -1, 1 << 31)]\nassert max(got) == -1", "passed|crashed"),
    attack("runs_a_written_program", (
        "open('tool', 'wb').write(open('/bin/true', 'rb').read() if os.access('/bin/true', 4) else b'#!/bin/sh\\n')\n"
        "attempt(lambda: os.chmod('tool', 0o755), lambda: os.posix_spawn('./tool', ['tool'], {}))\nos.execv('./tool', ['tool'])"
    ), "blocked"),
    attack("runs_from_memory", (
        "handle = os.memfd_create('tool')\nos.write(handle, b'#!/bin/sh\\nsleep 1000\\n')\n"
        "attempt(lambda: call(322, handle, b'', 0, 0, 0x1000))\nos.execve(handle, ['tool'], {})"
    ), "blocked|crashed"),
    attack("loads_a_written_library", (
        "open('tool.so', 'wb').write(open(np._core._multiarray_umath.__file__, 'rb').read())\n"
        "attempt(lambda: ctypes.CDLL('./tool.so'))"
    )),
]  # fmt: skip

PROCESSES = [*ORPHANS, *OTHERS, *CALLS, *CODE]
