"""Attacks on files: their metadata, their names, what is left of them."""

from __future__ import annotations

from attacks.forms import KILLED, acts, attack

METADATA = [
    attack("chmod_file", 'os.chmod("CANARY/file.txt", 0o777)', "blocked"),
    attack("chmod_folder", 'os.chmod("CANARY/folder", 0o777)', "blocked"),
    attack("chmod_seed", 'os.chmod("CLASS/out/seed.txt", 0o666)', "blocked"),
    attack("chmod_home", 'os.chmod("CLASS/home", 0o777)', "blocked"),
    acts("chmod_places", """
os.chmod("/tmp", os.stat("/tmp").st_mode & 0o7777 or 0o1777)
os.chmod("/tmp", 0o1777)
os.chmod("/dev/shm", 0o1777)
os.chmod("CLASS", 0o755)
os.chmod("CLASS/submissions", 0o777)
os.chmod("CLASS/out", 0o777)
os.chmod("CANARY/../../home", 0o777)
os.chmod("CANARY/folder/../seed.txt", 0o777)
"""),
    acts("chmod_by_descriptor", """
os.fchmod(os.open("CANARY/file.txt", os.O_RDONLY), 0o777)
os.chmod(f"/proc/self/fd/{os.open('CANARY/file.txt', os.O_PATH)}", 0o777)
os.chmod("file.txt", 0o777, dir_fd=os.open("CANARY", os.O_PATH | os.O_DIRECTORY))
os.fchmod(os.open("CANARY/folder", os.O_RDONLY | os.O_DIRECTORY), 0o777)
os.chmod(f"/proc/thread-self/fd/{os.open('CANARY', os.O_PATH)}/file.txt", 0o777)
"""),
    acts("chmod_by_number", """
call(90, b"CANARY/file.txt", 0o777)
call(268, -100, b"CANARY/file.txt", 0o777)
call(452, -100, b"CANARY/seed.txt", 0o777, 0)
call(452, -100, b"CANARY/link", 0o777, 0x100)
call(92, b"CANARY/file.txt", 65534, 65534)
call(94, b"CANARY/link", 65534, 65534)
call(260, -100, b"CANARY/file.txt", 65534, 65534, 0)
call(132, b"CANARY/file.txt", 0)
call(235, b"CANARY/file.txt", 0)
call(261, -100, b"CANARY/file.txt", 0)
call(280, -100, b"CANARY/file.txt", 0, 0)
call(188, b"CANARY/file.txt", b"user.x", b"1", 1, 0)
call(189, b"CANARY/link", b"user.x", b"1", 1, 0)
call(197, b"CANARY/file.txt", b"user.secret")
call(463, -100, b"CANARY/file.txt", 0, b"user.x", b"\\0" * 16, 16)
call(466, -100, b"CANARY/file.txt", 0, b"user.secret")
call(469, -100, b"CANARY/file.txt", b"\\0" * 32, 32, 0)
"""),
    attack("chown_file", 'os.chown("CANARY/file.txt", 65534, 65534)', "blocked"),
    acts("chown_others", """
os.lchown("CANARY/link", 65534, 65534)
os.chown("CANARY/folder", 65534, -1)
os.chown("CLASS/out/seed.txt", 65534, 65534)
os.chown("CLASS/submissions", 65534, 65534)
os.chown("file.txt", 65534, 65534, dir_fd=os.open("CANARY", os.O_PATH))
"""),
    attack("utime_file", 'os.utime("CANARY/file.txt", (0, 0))', "blocked"),
    attack("utime_deadline", 'for name in ("CLASS/submissions", "CLASS/out", "CLASS/out/seed.txt"):\n    os.utime(name, (1, 1))', "blocked"),
    acts("utime_by_descriptor", """
os.utime(os.open("CANARY/file.txt", os.O_RDONLY), (0, 0))
os.utime(f"/proc/self/fd/{os.open('CANARY/file.txt', os.O_PATH)}", (0, 0))
os.utime("CANARY/link", (0, 0), follow_symlinks=False)
os.utime(os.open(os.__file__, os.O_RDONLY), ns=(os.stat(os.__file__).st_atime_ns, os.stat(os.__file__).st_mtime_ns))
"""),
    attack("setxattr_file", 'os.setxattr("CANARY/file.txt", "user.mark", b"1")', "blocked"),
    attack("getxattr_file", 'raise RuntimeError(os.getxattr("CANARY/file.txt", "user.secret"))', "blocked"),
    acts("xattr_others", """
os.removexattr("CANARY/file.txt", "user.secret")
os.setxattr("CANARY/folder", "user.mark", b"1")
os.setxattr("CLASS/out/seed.txt", "user.mark", b"1")
os.setxattr("CANARY/file.txt", "security.capability", b"\\1\\0\\0\\2" + b"\\xff" * 16)
os.setxattr("CANARY/file.txt", "system.posix_acl_access", b"\\2\\0\\0\\0\\1\\0\\7\\0\\xff\\xff\\xff\\xff\\4\\0\\7\\0\\xff\\xff\\xff\\xff\\x20\\0\\7\\0\\xff\\xff\\xff\\xff")
"""),
    attack("stat_tells_sizes", (
        "found = []\nfor name in ('CANARY/file.txt', 'CLASS/out/seed.txt'):\n    try:\n"
        "        found.append(open(name, 'rb').read())\n    except OSError:\n        pass\nassert not found"
    )),
    acts("set_uid_file", """
open("tool", "wb").write(b"#!/bin/sh")
os.chmod("tool", 0o6755)
os.fchmod(os.open("tool", os.O_RDWR), 0o4777)
os.mkdir("shared", 0o7777)
os.chmod("shared", 0o7777)
call(85, b"made", 0o6777)
call(2, b"opened", 0o102, 0o6777)
"""),
]  # fmt: skip

LINKS = [
    acts("rename_over", """
open("mine", "w").write("x")
os.rename("mine", "CANARY/file.txt")
os.replace("mine", "CLASS/out/seed.txt")
os.rename("CANARY/file.txt", "CANARY/gone.txt")
os.rename("CANARY/folder", "taken")
call(316, -100, b"CANARY/file.txt", -100, b"CANARY/seed.txt", 2)
"""),
    attack("hard_link", (
        'assert not attempt(lambda: os.link("CANARY/file.txt", "mine"), lambda: os.link("CANARY/file.txt", "CANARY/twice"),\n'
        '    lambda: os.link("CLASS/out/seed.txt", "seed"), lambda: os.chmod("mine", 0o777))'
    )),
    acts("symbolic_links", """
os.symlink("CANARY/file.txt", "mine")
os.chmod("mine", 0o777)
open("mine", "a").write("x")
os.symlink("mine", "CANARY/back")
os.truncate("mine", 0)
os.utime("mine", (0, 0))
"""),
    acts("links_left_for_the_sweeper", """
os.symlink("CANARY/folder", "trap")
os.symlink("CLASS/submissions", "class")
os.symlink("/", "root")
os.mkdir("deep")
os.symlink("../..", "deep/up")
os.symlink(".", "deep/self")
"""),
    acts("own_folder_replaced_by_a_link", """
os.rmdir(os.getcwd())
os.symlink("CANARY/folder", os.getcwd())
os.rename(os.getcwd(), os.getcwd() + "-moved")
os.symlink("CANARY/folder", os.path.join(os.path.dirname(os.getcwd()), "other"))
os.rename(os.getcwd(), "CANARY/taken")
"""),
    acts("unlink_everything", """
os.unlink("CANARY/file.txt")
os.unlink("CANARY/link")
os.rmdir("CANARY/empty")
os.truncate("CANARY/file.txt", 0)
call(76, b"CANARY/file.txt", 0)
os.unlink("CLASS/out/seed.txt")
os.mkdir("CANARY/new")
os.mknod("CANARY/node")
os.mkfifo("CANARY/fifo")
"""),
]  # fmt: skip

LEFT = [
    attack("mode_zero_folder", (
        "attempt(lambda: os.makedirs('locked/inner'), lambda: open('locked/inner/note.txt', 'w').write('note'),\n"
        "    lambda: os.chmod('locked/inner', 0), lambda: os.chmod('locked', 0), lambda: os.chmod('.', 0))"
    )),
    attack("three_thousand_folders_deep", (
        "try:\n    for _ in range(3000):\n        os.mkdir('d')\n        os.chdir('d')\nexcept OSError:\n    pass"
    )),
    attack("long_names_deep", (
        "try:\n    for _ in range(200):\n        os.mkdir('d' * 255)\n        os.chdir('d' * 255)\nexcept OSError:\n    pass"
    )),
    attack("strange_names", (
        "for name in (b'\\n', b'-rf', b'\\xff\\xfe', b' ', b'*', 'é'.encode(), b'a' * 255, b'\\x1b[2J', '\\u202eexe'.encode()):\n"
        "    attempt(lambda: open(name, 'w').write('x'), lambda: os.mkdir(name + b'd'))"
    )),
    attack("immutable_file", (
        "import fcntl, struct\nfile = attempt(lambda: open('stone', 'w').write('x'))\n"
        "for flags in (0x10, 0x20, 0x30):\n"
        "    for name in ('.', 'stone'):\n"
        "        attempt(lambda: fcntl.ioctl(os.open(name, os.O_RDONLY), 0x40086602, struct.pack('l', flags)))"
    )),
    attack("twenty_thousand_files", (
        "made = 0\ntry:\n    for made in range(20_000):\n        os.close(os.open(f'f{made}', os.O_CREAT | os.O_WRONLY))\n"
        "except OSError:\n    pass\nassert made < 10_000"
    ), KILLED),
    attack("disk_in_small_files", (
        "written = 0\ntry:\n    for number in range(60):\n        with open(f'part{number}', 'wb') as file:\n"
        "            written += file.write(b'x' * 8_000_000)\nexcept OSError:\n    pass\nassert written < 300_000_000"
    ), KILLED),
    attack("disk_in_deleted_files", (
        "kept, written = [], 0\ntry:\n    for number in range(60):\n        kept.append(open('again', 'w+b'))\n"
        "        written += kept[-1].write(b'x' * 8_000_000)\n        kept[-1].flush()\n        os.unlink('again')\n"
        "except OSError:\n    pass\nassert written < 300_000_000"
    ), "passed|error"),  # without namespaces nothing bounds what open files hold that have no name
    attack("sparse_file", (
        "import mmap\nattempt(lambda: os.truncate(os.open('wide', os.O_CREAT | os.O_RDWR), 1 << 40),\n"
        "    lambda: call(285, os.open('wide', os.O_RDWR), 0, 0, 1 << 36),\n"
        "    lambda: mmap.mmap(os.open('wide', os.O_RDWR), 1 << 30).write(b'x' * (1 << 20)))"
    )),
    attack("memory_in_memfd", (
        "kept, written = [], 0\ntry:\n    for _ in range(64):\n        kept.append(os.memfd_create('m'))\n"
        "        for _ in range(8):\n            written += os.write(kept[-1], bytes(1 << 23))\n"
        "except (OSError, MemoryError):\n    pass\nassert written < 2_500_000_000"
    )),
    acts("shared_memory_left", """
open("/dev/shm/course-was-here", "w").write("x")
call(29, 4242, 1 << 20, 0o1666)
call(64, 4242, 4, 0o1666)
call(68, 4242, 0o1666)
call(69, call(68, 4242, 0o1666), b"\\1\\0\\0\\0\\0\\0\\0\\0xx", 1, 0)
call(240, b"course-was-here", 0o102, 0o666, 0)
__import__("multiprocessing.shared_memory").shared_memory.SharedMemory("course-was-here", True, 1 << 20)
"""),
    acts("pipes_and_devices", """
os.mkfifo("pipe")
os.mknod("disk", 0o60666, os.makedev(8, 0))
os.mknod("memory", 0o20666, os.makedev(1, 1))
open("memory", "rb").read(16)
open("disk", "rb").read(16)
os.open("/dev/tty", os.O_RDWR)
os.open("/dev/ptmx", os.O_RDWR)
"""),
    attack("mail_sent", (
        "for folder in ('.', '..', '/', '/tmp', '/dev/shm', '/var/tmp', '/run', 'CLASS', 'CLASS/submissions'):\n"
        "    attempt(lambda: open(folder + '/mail.txt', 'w').write('mail'), lambda: os.mkdir(folder + '/mail.d'))\n"
    )),
    attack("mail_taken", (
        "found = []\nfor folder in ('.', '..', '/', '/tmp', '/dev/shm', '/var/tmp', '/run', 'CLASS', 'CLASS/submissions'):\n"
        "    for name in ('/mail.txt', '/mail.d'):\n        if os.path.exists(folder + name):\n            found.append(folder)\n"
        "assert not found"
    )),
    attack("locks_on_shared_files", (
        "import fcntl\nfor name in (os.__file__, np.__file__, sys.executable, '/dev/null'):\n"
        "    attempt(lambda: fcntl.flock(os.open(name, os.O_RDONLY), fcntl.LOCK_EX | fcntl.LOCK_NB),\n"
        "        lambda: fcntl.fcntl(os.open(name, os.O_RDONLY), fcntl.F_SETLEASE, fcntl.F_RDLCK),\n"
        "        lambda: fcntl.fcntl(os.open(os.path.dirname(name), os.O_RDONLY), fcntl.F_NOTIFY, 0x8000003f))"
    )),
    acts("watches_the_class", """
call(254, call(294, 0), b"CLASS/submissions", 0xfff)
call(301, call(300, 0, 0), 1, 0x3b, -100, b"CLASS/submissions")
"""),
]  # fmt: skip

FILES = [*METADATA, *LINKS, *LEFT]
