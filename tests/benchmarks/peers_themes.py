"""Themes that other tools find in the same passages and vectors; run in an environment that has them.

    python -m venv peers && peers/bin/pip install bertopic==0.17.4 turftopic topica
    peers/bin/python tests/benchmarks/peers_themes.py IN.npz... --out FOLDER [--themes 10] [--seeds 1 2 3]

IN holds `vectors` (float32, a row a passage), `texts` and, without --themes, `n_themes`. FOLDER/IN.npz gets for each
tool and setting a matrix of labels, a row a seed; -1 is a passage that a tool gives no topic. Each tool runs as its own
pages advise for a few hundred short texts: BERTopic with UMAP, HDBSCAN and topics of ten or more, as many as it finds
and reduced to the number asked, with and without its outliers put back by vector, and with k-means in place of HDBSCAN;
Turftopic as a clustering model with its topics reduced, and as a Gaussian mixture; topica's LDA on words.
"""

from __future__ import annotations

import argparse
import re
import time
import traceback
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np

Labels = np.ndarray
warnings.filterwarnings("ignore")


def bertopic(texts: list[str], vectors: np.ndarray, n_themes: int, seed: int) -> Iterator[tuple[str, Labels]]:
    """BERTopic in four ways; `own` is the number that it finds by itself."""
    from bertopic import BERTopic
    from sklearn.cluster import KMeans
    from umap import UMAP

    def plane() -> UMAP:
        return UMAP(n_neighbors=15, n_components=5, min_dist=0.0, metric="cosine", random_state=seed)

    for name, options in (("own", {}), ("reduced", {"nr_topics": n_themes + 1})):
        made = BERTopic(umap_model=plane(), min_topic_size=10, **options).fit(texts, vectors)
        yield f"BERTopic {name}", np.array(made.topics_)
        back = made.topics_
        if -1 in back:
            back = made.reduce_outliers(texts, back, strategy="embeddings", embeddings=vectors)
        yield f"BERTopic {name}, outliers put back", np.array(back)
    groups = KMeans(n_themes, random_state=seed, n_init=10)
    made = BERTopic(umap_model=plane(), hdbscan_model=groups).fit(texts, vectors)
    yield "BERTopic with k-means", np.array(made.topics_)


def turftopic(texts: list[str], vectors: np.ndarray, n_themes: int, seed: int) -> Iterator[tuple[str, Labels]]:
    """Turftopic's clustering, its topics reduced, and its Gaussian mixture."""
    from sentence_transformers import SentenceTransformer
    from turftopic import GMM, ClusteringTopicModel

    encoder = SentenceTransformer.__new__(SentenceTransformer)  # vectors are given: nothing is encoded
    made = ClusteringTopicModel(encoder=encoder, n_reduce_to=n_themes, feature_importance="c-tf-idf", random_state=seed)
    yield "Turftopic clustering", np.asarray(made.fit_predict(texts, embeddings=vectors))
    mixture = GMM(n_themes, encoder=encoder, random_state=seed)
    yield "Turftopic GMM", np.asarray(mixture.fit_transform(texts, embeddings=vectors)).argmax(axis=1)


def topica(texts: list[str], vectors: np.ndarray, n_themes: int, seed: int) -> Iterator[tuple[str, Labels]]:
    """topica's LDA, which reads words and no vectors."""
    import topica as tool

    words = [re.findall(r"[^\W\d_]{4,}", text.lower()) for text in texts]
    made = tool.LDA(num_topics=n_themes, seed=seed)
    made.fit(words)
    yield "topica LDA", np.asarray(made.doc_topic).argmax(axis=1)


def kmeans(texts: list[str], vectors: np.ndarray, n_themes: int, seed: int) -> Iterator[tuple[str, Labels]]:
    """k-means of scikit-learn."""
    from sklearn.cluster import KMeans

    yield "k-means", KMeans(n_themes, random_state=seed, n_init=10).fit_predict(vectors)


Tool = Callable[[list[str], np.ndarray, int, int], Iterator[tuple[str, Labels]]]
TOOLS: tuple[Tool, ...] = (kmeans, bertopic, turftopic, topica)


def main() -> None:
    """Write the labels of every tool and seed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("given", type=Path, nargs="+")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--themes", type=int)
    parser.add_argument("--seeds", type=int, nargs="+", default=[1, 2, 3])
    parser.add_argument("--tools", nargs="+", default=[each.__name__ for each in TOOLS])
    asked = parser.parse_args()
    asked.out.mkdir(parents=True, exist_ok=True)
    for given in asked.given:
        with np.load(given) as held:
            vectors, texts = held["vectors"], [str(each) for each in held["texts"]]
            n_themes = asked.themes or int(held["n_themes"])
        chosen = [each for each in TOOLS if each.__name__ in asked.tools]
        found = labels(chosen, texts, vectors, n_themes, asked.seeds)
        np.savez(asked.out / given.name, **{name: np.array(rows) for name, rows in found.items()})


def labels(
    tools: list[Tool], texts: list[str], vectors: np.ndarray, n_themes: int, seeds: list[int]
) -> dict[str, list[Labels]]:
    """The labels of every tool and setting, one array a seed."""
    found: dict[str, list[Labels]] = {}
    for tool in tools:
        for seed in seeds:
            start = time.perf_counter()
            try:
                for name, given in tool(texts, vectors, n_themes, seed):
                    found.setdefault(name, []).append(given)
            except Exception:  # noqa: BLE001  a tool that fails is shown and must not hide the others
                traceback.print_exc()
            print(f"{tool.__name__} seed {seed}: {time.perf_counter() - start:.1f} s", flush=True)
    return found


if __name__ == "__main__":
    main()
