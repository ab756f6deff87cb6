"""What a locked child tries and is refused, one call each, with its name."""

from __future__ import annotations

import fcntl
import mmap
import os
import resource
import socket
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from in_child import call

HERE = os.getpid()
CLONE_NEWUSER, SIGCHLD, THREAD = 0x10000000, 17, 0x3D0F00
MAP_HUGETLB, MADV_MERGEABLE, O_PATH = 0x40000, 12, 0x200000
F_SETOWN_EX, F_SETSIG, F_SETLEASE, F_NOTIFY, F_OFD_SETLK, F_SETPIPE_SZ, F_ADD_SEALS = 15, 10, 1024, 1026, 37, 1031, 1033
PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_SET_PTRACER, PR_SET_TIMERSLACK = 1, 4, 0x59616D61, 29
PR_SET_CHILD_SUBREAPER, PR_CAP_AMBIENT, PR_SET_MM, PR_SET_NO_NEW_PRIVS = 36, 47, 35, 38

REFUSED = {
    # other processes
    "fork": os.fork,
    "vfork": lambda: call("vfork"),
    "clone a process": lambda: call("clone", SIGCHLD),
    "clone a process of its own user": lambda: call("clone", CLONE_NEWUSER | SIGCHLD),
    "a thread in a namespace": lambda: call("clone", THREAD | CLONE_NEWUSER),
    "a thread with a high bit": lambda: call("clone", THREAD | 1 << 33),
    "execve": lambda: os.execv("/bin/true", ["true"]),
    "kill the parent": lambda: os.kill(HERE, 0),
    "kill everybody": lambda: os.kill(-1, 0),
    "kill the group": lambda: os.kill(0, 0),
    "tgkill the parent": lambda: call("tgkill", HERE, HERE, 0),
    "tkill": lambda: call("tkill", os.getpid(), 0),
    "queue a signal": lambda: call("rt_sigqueueinfo", os.getpid(), 0, 0),
    "ptrace": lambda: call("ptrace", 16, HERE),
    "read the parent's memory": lambda: call("process_vm_readv", HERE, 0, 0, 0, 0, 0),
    "pidfd": lambda: os.pidfd_open(HERE),
    "setsid": os.setsid,
    "setpgid": lambda: os.setpgid(0, 0),
    "wait": lambda: os.waitpid(-1, os.WNOHANG),
    # the file system beyond what Landlock knows
    "chmod": lambda: Path("/").chmod(0o755),
    "fchmod": lambda: os.fchmod(0, 0o600),
    "chown": lambda: os.chown("/", 0, 0),
    "fchown": lambda: os.fchown(0, 0, 0),
    "utime": lambda: os.utime("/", (1, 1)),
    "futimens": lambda: os.utime(0, (1, 1)),
    "setxattr": lambda: os.setxattr("/", "user.x", b"1"),
    "removexattr": lambda: os.removexattr("/", "user.x"),
    "mkfifo": lambda: os.mkfifo("fifo"),
    "link": lambda: os.link("/etc/passwd", "passwd"),
    "symlink": lambda: Path("passwd").symlink_to("/etc/passwd"),
    "truncate": lambda: os.truncate("/dev/null", 0),
    "empty by opening to read": lambda: os.open("/dev/null", os.O_RDONLY | os.O_TRUNC),
    "empty by opening for nothing": lambda: os.open("/dev/null", 3 | os.O_TRUNC),
    "open for nothing": lambda: os.open("/dev/null", 3),
    "open a path only": lambda: os.open("/", O_PATH),
    "make a set-uid file": lambda: os.open("file", os.O_CREAT | os.O_WRONLY, 0o4755),
    "make a sticky folder": lambda: Path("folder").mkdir(0o1777),
    "leave a whiteout": lambda: call("renameat2", -100, b"a", -100, b"b", 4),
    "chdir": lambda: os.chdir("/"),
    "chroot": lambda: os.chroot("/"),
    "umask": lambda: call("umask", 0),
    "mount": lambda: call("mount", b"none", b"/", b"tmpfs", 0, 0),
    "inotify": lambda: call("inotify_init1", 0),
    "fanotify": lambda: call("fanotify_init", 0, 0),
    "name a handle": lambda: call("name_to_handle_at", -100, b"/", 0, 0, 0),
    # descriptors
    "fcntl F_SETOWN": lambda: fcntl.fcntl(0, fcntl.F_SETOWN, HERE),
    "fcntl F_SETOWN_EX": lambda: fcntl.fcntl(0, F_SETOWN_EX, bytes(8)),
    "fcntl F_SETSIG": lambda: fcntl.fcntl(0, F_SETSIG, 9),
    "fcntl F_SETLEASE": lambda: fcntl.fcntl(0, F_SETLEASE, 0),
    "fcntl F_NOTIFY": lambda: fcntl.fcntl(0, F_NOTIFY, 1),
    "fcntl F_SETFL": lambda: fcntl.fcntl(0, fcntl.F_SETFL, 0),
    "fcntl F_SETLK": lambda: fcntl.lockf(0, fcntl.LOCK_SH),
    "fcntl F_OFD_SETLK": lambda: fcntl.fcntl(0, F_OFD_SETLK, bytes(32)),
    "fcntl F_SETPIPE_SZ": lambda: fcntl.fcntl(0, F_SETPIPE_SZ, 4096),
    "fcntl F_ADD_SEALS": lambda: fcntl.fcntl(0, F_ADD_SEALS, 0),
    "ioctl TIOCSTI": lambda: fcntl.ioctl(0, 0x5412, b"x"),
    "ioctl FS_IOC_SETFLAGS": lambda: fcntl.ioctl(0, 0x40086602, bytes(8)),
    "ioctl FIOASYNC": lambda: fcntl.ioctl(0, 0x5452, bytes(8)),
    "pipe": os.pipe,
    "memfd_create": lambda: os.memfd_create("x"),
    "splice": lambda: call("splice", 0, 0, 1, 0, 1, 0),
    "dup2": lambda: os.dup2(0, 9),
    # the network, and what processes share
    "socket": socket.socket,
    "socketpair": socket.socketpair,
    "shmget": lambda: call("shmget", 0, 4096, 0),
    "semget": lambda: call("semget", 0, 1, 0),
    "msgget": lambda: call("msgget", 0, 0),
    "mq_open": lambda: call("mq_open", b"x", os.O_CREAT, 0o600, 0),
    "keyctl": lambda: call("keyctl", 0, 0, 0),
    # limits and times of the machine
    "setrlimit": lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (9, 9)),
    "prlimit of the parent": lambda: resource.prlimit(HERE, resource.RLIMIT_NOFILE),
    "setpriority": lambda: os.setpriority(os.PRIO_PROCESS, 0, 19),
    "the parent's processors": lambda: os.sched_getaffinity(HERE),
    "the parent's processor time": lambda: time.clock_gettime(~HERE << 3 | 2),
    "sched_setaffinity": lambda: os.sched_setaffinity(0, {0}),
    "sched_setscheduler": lambda: os.sched_setscheduler(0, os.SCHED_IDLE, os.sched_param(0)),
    "sched_setattr": lambda: call("sched_setattr", 0, 0, 0),
    "ioprio_set": lambda: call("ioprio_set", 1, 0, 0),
    "timer_create": lambda: call("timer_create", 0, 0, 0),
    "mlock": lambda: call("mlock", 0, 0),
    "reserved huge pages": lambda: mmap.mmap(-1, 2**21, mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS | MAP_HUGETLB),
    "pages merged with others'": lambda: mmap.mmap(-1, 2**21).madvise(MADV_MERGEABLE),
    # the locks themselves, and the kernel's larger machines
    "prctl PR_SET_PDEATHSIG": lambda: call("prctl", PR_SET_PDEATHSIG, 0),
    "prctl PR_SET_DUMPABLE": lambda: call("prctl", PR_SET_DUMPABLE, 1),
    "prctl PR_SET_PTRACER": lambda: call("prctl", PR_SET_PTRACER, -1),
    "prctl PR_SET_TIMERSLACK": lambda: call("prctl", PR_SET_TIMERSLACK, 1),
    "prctl PR_SET_CHILD_SUBREAPER": lambda: call("prctl", PR_SET_CHILD_SUBREAPER, 1),
    "prctl PR_CAP_AMBIENT": lambda: call("prctl", PR_CAP_AMBIENT, 4),
    "prctl PR_SET_MM": lambda: call("prctl", PR_SET_MM, 1),
    "prctl PR_SET_NO_NEW_PRIVS": lambda: call("prctl", PR_SET_NO_NEW_PRIVS, 1),
    "seccomp": lambda: call("seccomp", 0, 0, 0),
    "landlock": lambda: call("landlock_create_ruleset", 0, 0, 1),
    "setuid": lambda: os.setuid(os.getuid()),
    "unshare": lambda: call("unshare", CLONE_NEWUSER),
    "setns": lambda: call("setns", 0, 0),
    "bpf": lambda: call("bpf", 0, 0, 0),
    "perf_event_open": lambda: call("perf_event_open", 0, 0, -1, -1, 0),
    "io_uring_setup": lambda: call("io_uring_setup", 1, 0),
    "userfaultfd": lambda: call("userfaultfd", 1),
    "personality": lambda: call("personality", -1),
}  # fmt: skip
