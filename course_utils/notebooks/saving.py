"""What JupyterLab writes into a notebook's file: pictures that are still there when the kernel is gone."""

from __future__ import annotations

from typing import Any

LIVE = "application/vnd.jupyter.widget-view+json"


def keep_stills(model: dict[str, Any], **_: Any) -> None:
    """Take the live view out of every output that has a picture or a sentence beside it, as `model` is saved.

    A view belongs to the kernel that made it. In a file that is opened tomorrow JupyterLab finds no such kernel, and
    would write "model not found" in place of the picture. The page that is open keeps its live views.

    Source: `pre_save_hook` of jupyter_server's contents managers.
    """
    if model.get("type") != "notebook":
        return
    for cell in (model.get("content") or {}).get("cells", ()):
        for output in cell.get("outputs", ()):
            if "text/html" in output.get("data", {}):
                output["data"].pop(LIVE, None)
