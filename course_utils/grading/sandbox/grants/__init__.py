"""What a kernel may lend a worker beyond seccomp and Landlock: namespaces, a user of its own, a cgroup."""
