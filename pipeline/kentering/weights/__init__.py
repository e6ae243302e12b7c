"""Finds, builds or fetches an encoder's weights and verifies them; nothing pickled is ever read."""

from kentering.weights.catalogue import EncoderSpec, Prompts, catalogue_file, encoder_spec, encoder_specs
from kentering.weights.loading import loaded
from kentering.weights.places import fingerprint, folder, models_folder, prompts

__all__ = [
    "EncoderSpec",
    "Prompts",
    "catalogue_file",
    "encoder_spec",
    "encoder_specs",
    "fingerprint",
    "folder",
    "loaded",
    "models_folder",
    "prompts",
]
