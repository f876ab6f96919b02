"""The status report: how a help center is doing, on one page that needs nothing else."""

from helpcenter.authoring.status.report import write_report

__all__ = ["write_report"]
