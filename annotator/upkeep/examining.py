"""What `doctor` tells: what the database runs on, what is wrong with it, and how the backups stand."""

from pathlib import Path

from annotator.upkeep import backups
from db.doctor.examine import Examined, examine
from db.doctor.finding import Finding, found, noted
from db.engine import file_of

_OLD = 2 * 86_400  # seconds that the newest backup may lie behind the newest change


def examined(url: str, folder: Path) -> tuple[Examined, Path | None]:
    """A database examined and compared with the newest backup in the folder, which is given too."""
    newest = backups.newest(folder)
    result = examine(url, newest)
    if file := file_of(url):
        result.findings.extend(_of_backups(file, folder, newest))
    return result, newest


def _of_backups(file: Path, folder: Path, newest: Path | None) -> list[Finding]:
    findings = []
    if failed := backups.failure(folder):
        findings.append(found("backup_failed", **failed))
    if newest is None:
        findings.append(noted("backup_none"))
    elif _changed(file) - newest.stat().st_mtime > _OLD:
        findings.append(found("backup_old", name=newest.name))
    return findings


def _changed(file: Path) -> float:
    """When the database was written to last."""
    return max(part.stat().st_mtime for part in (file, Path(f"{file}-wal")) if part.exists())
