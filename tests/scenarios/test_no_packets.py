"""Nothing leaves the machine during a call: a whole demonstration beside a network that counts what it is given.

The namespace has a loopback device and one end of a veth pair with a default route to nowhere. Any name look-up, update
check or download would be sent there, if only as an ARP question, and counted.
"""

import json
import os
import secrets
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

IP = shutil.which("ip") or "/usr/sbin/ip"
DATAGRAM = "import socket; socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b'x', ('192.0.2.1', 9))"
WHY_NOT = "needs root and the ip command (apt install iproute2)"

pytestmark = [
    pytest.mark.netns,
    pytest.mark.spoken,
    pytest.mark.skipif(os.geteuid() != 0 or not Path(IP).exists(), reason=WHY_NOT),
]


def ip(*words: str) -> str:
    return subprocess.run([IP, *words], check=True, capture_output=True, text=True).stdout


class Nowhere:
    """A network namespace whose only way out counts."""

    def __init__(self) -> None:
        tag = secrets.token_hex(3)
        self.inside, self.outside, self.device = f"fd-in-{tag}", f"fd-out-{tag}", f"fd{tag}"

    def open(self) -> None:
        peer = self.device + "p"
        for name in (self.inside, self.outside):
            ip("netns", "add", name)
            self.run(name, "sysctl", "-qw", "net.ipv6.conf.all.disable_ipv6=1", "net.ipv6.conf.default.disable_ipv6=1")
        ip(
            "link",
            "add",
            self.device,
            "netns",
            self.inside,
            "type",
            "veth",
            "peer",
            "name",
            peer,
            "netns",
            self.outside,
        )
        ip("-n", self.inside, "address", "add", "10.203.0.2/24", "dev", self.device)
        for name, device in ((self.inside, "lo"), (self.outside, peer), (self.inside, self.device)):
            ip("-n", name, "link", "set", device, "up")
        ip("-n", self.inside, "route", "add", "default", "via", "10.203.0.1")

    def close(self) -> None:
        for name in (self.inside, self.outside):
            subprocess.run([IP, "netns", "delete", name], check=False, capture_output=True)

    def run(self, name: str, *command: str, **more) -> subprocess.CompletedProcess[str]:
        return subprocess.run([IP, "netns", "exec", name, *command], capture_output=True, text=True, **more)

    def sent(self) -> int:
        """Packets given to the way out since the namespace was made."""
        (link,) = json.loads(ip("-n", self.inside, "-json", "-statistics", "link", "show", self.device))
        return int(link["stats64"]["tx"]["packets"])


@pytest.fixture
def nowhere() -> Iterator[Nowhere]:
    network = Nowhere()
    try:
        network.open()
        yield network
    finally:
        network.close()


def test_a_whole_demonstration_sends_no_packet_outwards(nowhere, tmp_path):
    before = nowhere.sent()
    command = [sys.executable, "-c", "from frontdesk.bot.cli import main; main()", "demo", "--json"]
    quiet_in_ci = {name: value for name, value in os.environ.items() if name != "CI"}  # some telemetry hides there
    done = nowhere.run(nowhere.inside, *command, "--wav", str(tmp_path / "call.wav"), timeout=240, env=quiet_in_ci)
    assert done.returncode == 0, done.stdout + done.stderr
    assert json.loads(done.stdout)["ok"] is True
    assert nowhere.sent() == before


def test_the_counter_would_have_noticed_one_datagram(nowhere):
    before = nowhere.sent()
    nowhere.run(nowhere.inside, sys.executable, "-c", DATAGRAM, check=True)
    assert nowhere.sent() > before
