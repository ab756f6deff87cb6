"""Boxes, anchors, targets and metrics of detection."""
