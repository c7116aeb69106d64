"""Writes a VBA project (vbaProject.bin) from sources, by the published specifications."""

from vba_project.project import CODE_PAGE, Project
from vba_project.source import Kind, Module

__all__ = ["CODE_PAGE", "Kind", "Module", "Project"]
