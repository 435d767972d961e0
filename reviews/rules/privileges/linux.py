"""What several rules about privileges ask: a Linux container, a privileged one, which capabilities it adds."""

from collections.abc import Iterator

from reviews.engine.report import Text
from reviews.engine.subjects import Container, Pod

# What the baseline level of the Pod Security Standards lets a container add.
# https://kubernetes.io/docs/concepts/security/pod-security-standards/#baseline
BASELINE_CAPABILITIES = frozenset(
    [
        "AUDIT_WRITE",
        "CHOWN",
        "DAC_OVERRIDE",
        "FOWNER",
        "FSETID",
        "KILL",
        "MKNOD",
        "NET_BIND_SERVICE",
        "SETFCAP",
        "SETGID",
        "SETPCAP",
        "SETUID",
        "SYS_CHROOT",
    ]
)
# What reaches beyond the container, and what it lets one do; SYS_ADMIN has a rule of its own.
# https://man7.org/linux/man-pages/man7/capabilities.7.html
DANGEROUS_CAPABILITIES = {
    "ALL": Text(en="do everything that root may do", ja="rootにできることをすべて行えます"),
    "BPF": Text(en="load eBPF programs into the node's kernel", ja="ノードのカーネルにeBPFプログラムを読み込めます"),
    "DAC_READ_SEARCH": Text(
        en="read every file past its permissions, on the node too (open_by_handle_at)",
        ja="パーミッションを無視してあらゆるファイルを読め、open_by_handle_atを通じてノードのファイルにも届きます",
    ),
    "MAC_ADMIN": Text(
        en="change the node's mandatory access control", ja="ノードの強制アクセス制御の設定を変更できます"
    ),
    "MAC_OVERRIDE": Text(en="override mandatory access control", ja="強制アクセス制御を無視できます"),
    "NET_ADMIN": Text(
        en="reconfigure interfaces, routes and firewall rules, and so redirect traffic",
        ja="ネットワークインターフェース、経路、ファイアウォールを変更し、通信を別の宛先に流せます",
    ),
    "SYS_BOOT": Text(en="load another kernel into the node (kexec)", ja="kexecでノードに別のカーネルを読み込めます"),
    "SYS_MODULE": Text(en="load kernel modules into the node", ja="ノードにカーネルモジュールを読み込めます"),
    "SYS_PTRACE": Text(
        en="read and change the memory of the processes it sees",
        ja="見えているプロセスのメモリーを読み書きできます",
    ),
    "SYS_RAWIO": Text(
        en="access the node's memory and devices directly", ja="ノードのメモリーやデバイスに直接アクセスできます"
    ),
    "SYS_TIME": Text(en="set the node's clock", ja="ノードの時計を変更できます"),
}


def on_linux(pod: Pod) -> bool:
    """Whether Linux's security settings mean anything to a Pod; the API server refuses most of them on Windows."""
    return pod.get("os", "name") != "windows" and pod.get("nodeSelector", "kubernetes.io/os") != "windows"


def is_privileged(container: Container) -> bool:
    """Privileged: seccomp, dropped capabilities and allowPrivilegeEscalation are without effect."""
    return container.get("securityContext", "privileged") is True


def added_capabilities(container: Container) -> Iterator[tuple[int, str]]:
    """Index and name, as NET_ADMIN, of the capabilities that are added."""
    for index, name in enumerate(container.sequence("securityContext", "capabilities", "add")):
        if isinstance(name, str):
            yield index, name.upper().removeprefix("CAP_")


def needs_escalation(container: Container) -> bool:
    """Where allowPrivilegeEscalation is true whatever is written: privileged, or with SYS_ADMIN.

    https://kubernetes.io/docs/tasks/configure-pod-container/security-context/
    """
    return is_privileged(container) or any(name == "SYS_ADMIN" for _, name in added_capabilities(container))
