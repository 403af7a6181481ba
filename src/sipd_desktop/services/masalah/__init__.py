"""Masalah as records: derived from data, decided by people, listed and counted."""

from sipd_desktop.services.masalah.daftar import MasalahBaris as MasalahBaris
from sipd_desktop.services.masalah.daftar import Saring as Saring
from sipd_desktop.services.masalah.daftar import count_masalah as count_masalah
from sipd_desktop.services.masalah.daftar import list_masalah as list_masalah
from sipd_desktop.services.masalah.derivasi import Segar as Segar
from sipd_desktop.services.masalah.derivasi import refresh_masalah as refresh_masalah
