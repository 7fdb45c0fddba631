"""Which words find each other: forms of one word do, in French and English; words made from one another do not."""

import pytest

from app.store.search.words import normal, sought, terms, tokens, word_of

MEET = """
facture factures · facture facturé · facture facturer · factures facturés · facturer facturons · facture facturez
client clients · client cliente · commande commandes · commande commander · commandé commander · relance relancer
relance relances · cheval chevaux · journal journaux · commercial commerciaux · envoi envoyer · envoyé envoie
réunion réunions · congé congés · livrer livré · livreur livreurs · devis devis · société sociétés · qualité qualités
employé employés · employe employée · créer créé · vérifier vérifié · copie copies · produit produits · budget budgets
organiser organisé · paiement paiements · règlement reglements · réunions reunion · actif active · actives actif
directeur directrice · heureux heureuse · vendeur vendeuse · facturation facturations · comptable comptables
assurance assurances · avance avancer · existe exister · important importante · national nationale · payé payer
œuvre oeuvres · ŒUVRES œuvre · Noël noel · été ETE · naïf naïve · rendez rendez · travail travaux
invoice invoices · invoice invoiced · invoicing invoice · order orders · ordered order · delivery deliveries
copy copies · copied copy · payment payments · meeting meetings · report reports · reported report · schedule scheduled
manage managed · activity activities · policy policies · customer customers · happy happy · university universities
"""

MEET_NOT = """
facture facturation · facturer facturation · factures facturations · facturer facturateur · comptable compter
paiement payer · règlement régler · organisation organiser · organisation organe · information informer
information informatique · assurance assurer · rapidement rapide · développement développer · vérification vérifier
livraison livrer · activité active · nationalité national · socialiste social · tourisme tour · acteur action
gestion gestes · importer important · import importance · monter montant · devis dévisser · devis devenir · colis col
avis avec · reunion réunir · congé congrès · production produits · client clientèle · chat chatte · moi mois
organ organization · organize organization · pay payment · happy happiness · active activity · police policy
universe university · universal universe · general generation · relate relation · nation nationality · import important
deliver delivery · manage management · invoice invoke · order border · note notary
"""


def pairs(table):
    return [pair.split() for line in table.strip().splitlines() for pair in line.split(" · ")]


def meet(one, other):
    return bool(word_of(one)[1] & word_of(other)[1])


@pytest.mark.parametrize(("one", "other"), pairs(MEET))
def test_forms_of_one_word_find_each_other(one, other):
    assert meet(one, other), (word_of(one), word_of(other))


@pytest.mark.parametrize(("one", "other"), pairs(MEET_NOT))
def test_words_made_from_one_another_do_not(one, other):
    assert not meet(one, other), (word_of(one), word_of(other))


def words(text):
    return [each.word for each in tokens(normal(text))]


def test_case_accents_ligatures_and_apostrophes_make_no_difference():
    assert words("L’Œuvre d'ÉLODIE, ﬁn") == ["l", "oeuvre", "d", "elodie", "fin"]
    assert [each.word for each in sought("l’entreprise d'Élodie qu'on aujourd'hui l'")] == [
        *("entreprise", "elodie", "on", "aujourd", "hui", "l"),
    ]


def test_a_word_is_where_it_stands_in_the_text():
    text = normal("Déjà e\u0301crit : l’été")
    assert [text[each.start : each.end] for each in tokens(text)] == ["Déjà", "écrit", "l", "été"]


def test_references_addresses_and_numbers_are_found_by_their_parts_and_numbers_in_groups_as_one():
    assert {"fa2024", "0153"} <= terms("FA2024-0153")
    assert {"lea", "durand", "example", "fr"} <= terms("lea.durand@example.fr")
    assert {"https", "example", "org", "devis"} <= terms("https://example.org/devis?n=1")
    assert "0612345678" in terms("Au 06 12 34 56 78, merci")
    assert {"1250", "1", "250", "50"} <= terms("1 250,50 €") and "1250" in terms("1\u202f250,50 €")


def test_whatever_stands_in_a_text_terms_hold_letters_and_digits_only():
    for text in ("\x00\ud800 ½ ² ﷺ İ ẞ", "a" * 10_000, "___", "日本語 テスト", "🎉👍🏽", "", "\u0301\u0301"):
        for each in terms(text.encode("utf-8", "replace").decode()):
            assert each.isalnum() and len(each) <= 40
