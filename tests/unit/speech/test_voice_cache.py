"""The cache of what was said."""

import os
import threading
from pathlib import Path

from speech.encoding import m4a
from speech.voice_cache import VoiceCache
from tests.unit.speech.voices import Tone

MP4 = m4a(Tone("tone").speak("chat"))


def test_what_is_put_is_found_again_and_still_plays(tmp_path: Path) -> None:
    import io

    import av

    kept = VoiceCache(tmp_path).put("v", "Bonjour !", MP4)
    assert VoiceCache(tmp_path).get("v", "Bonjour\u202f!") == kept
    with av.open(io.BytesIO(kept)) as container:
        assert container.streams.audio[0].codec_context.name == "aac"
        assert sum(frame.samples for frame in container.decode(audio=0)) > 1000


def test_the_index_comes_before_the_sound() -> None:
    assert 0 < MP4.index(b"moov") < MP4.index(b"mdat")


def test_another_voice_or_text_is_another_sound(tmp_path: Path) -> None:
    cache = VoiceCache(tmp_path)
    cache.put("v", "chat", MP4)
    assert cache.get("w", "chat") is None
    assert cache.get("v", "chien") is None


def test_a_damaged_file_is_removed_to_be_made_again(tmp_path: Path) -> None:
    cache = VoiceCache(tmp_path)
    path = cache.path("v", "chat")
    for damage in (MP4[:100], b"", MP4, bytes([*MP4[:-50], 7, *MP4[-49:]])):
        cache.put("v", "chat", MP4)
        path.write_bytes(damage)
        assert cache.get("v", "chat") is None
        assert not path.exists()


def test_it_keeps_within_its_size_and_throws_away_what_was_heard_longest_ago(tmp_path: Path) -> None:
    cache = VoiceCache(tmp_path, limit_bytes=10 * len(MP4))
    for number in range(9):
        cache.put("v", f"mot {number}", MP4)
        os.utime(cache.path("v", f"mot {number}"), (number, number))
    assert cache.get("v", "mot 0") is not None  # heard just now
    for number in range(9, 15):
        cache.put("v", f"mot {number}", MP4)
    assert sum(path.stat().st_size for path in tmp_path.glob("*/*")) <= 10 * len(MP4)
    assert cache.get("v", "mot 0") is not None
    assert cache.get("v", "mot 1") is None


def test_two_threads_may_keep_the_same_text(tmp_path: Path) -> None:
    cache = VoiceCache(tmp_path)
    threads = [threading.Thread(target=lambda: [cache.put("v", "chat", MP4) for _ in range(20)]) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert cache.get("v", "chat") is not None
    assert [path.suffix for path in tmp_path.glob("*/*")] == [".m4a"]
