"""What the notebooks of week 4 import."""

from course_utils.checks.run import check, graded, hint
from course_utils.data.sets.ct import make_ct
from course_utils.data.sets.ecg import make_ecg
from course_utils.data.sets.faces import load_identities
from course_utils.data.sets.images import load_image
from course_utils.layers.networks.efficientnet import load_backbone, top_classes
from course_utils.layers.networks.face_net import load_face_network
from course_utils.layers.networks.style_network import load_style_network
from course_utils.layers.start import start_tensorflow
from course_utils.widgets.drawing.figures import show_photos
from course_utils.widgets.drawing.signals import show_signals
from course_utils.widgets.explorers.gram_explorer import GramExplorer
from course_utils.widgets.explorers.occlusion_explorer import OcclusionExplorer
from course_utils.widgets.explorers.slice_explorer import SliceExplorer
from course_utils.widgets.explorers.triplet_explorer import TripletExplorer

__all__ = [
    "GramExplorer",
    "OcclusionExplorer",
    "SliceExplorer",
    "TripletExplorer",
    "check",
    "graded",
    "hint",
    "load_backbone",
    "load_face_network",
    "load_identities",
    "load_image",
    "load_style_network",
    "make_ct",
    "make_ecg",
    "show_photos",
    "show_signals",
    "start_tensorflow",
    "top_classes",
]
