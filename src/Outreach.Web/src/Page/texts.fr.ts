import type { Texts } from './texts.ts';

const number = new Intl.NumberFormat('fr-FR');
const plural = (count: number, one: string, many: string): string => `${number.format(count)} ${count < 2 ? one : many}`;

export const french: Texts = {
  language: 'fr',
  locale: 'fr-FR',
  title: 'Liste de patients – accès sécurisé',
  product: 'Liste de patients',
  subtitle: 'Accès sécurisé du médecin traitant',
  languages: 'Langue',
  intro: {
    heading: 'Ouvrir votre liste de patients',
    what:
      'Vous avez demandé la liste de vos patients que l’assurance maladie ne connaît pas comme vaccinés. ' +
      'Elle ne contient que des personnes qui vous ont choisi comme médecin traitant.',
    purpose:
      'Elle sert à les informer et à les sensibiliser. Chacun reste libre\u00a0: une personne qui ne souhaite pas en parler n’a pas à être relancée.',
    privacy:
      'La liste est déchiffrée ici, dans votre navigateur. Rien n’est enregistré sur cet appareil\u00a0: fermer ou quitter la page efface l’affichage.',
    reading: 'Lire cette page ne compte pas comme une ouverture de la liste\u00a0; seul le bouton «\u00a0Afficher la liste\u00a0» l’ouvre.',
  },
  signIn: {
    heading: 'Étape 1 sur 2\u00a0: vous identifier',
    explanation: 'L’identification se fait dans une nouvelle fenêtre, auprès de votre fournisseur d’identité.',
    button: 'S’identifier',
    waiting: 'Identification en cours dans l’autre fenêtre…',
    cancel: 'Annuler',
    done: 'Identification réussie.',
  },
  reveal: {
    heading: 'Étape 2 sur 2\u00a0: afficher la liste',
    explanation: 'Vérifiez que personne d’autre ne voit votre écran.',
    button: 'Afficher la liste',
    waiting: 'Ouverture et déchiffrement de la liste…',
  },
  list: {
    heading: 'Vos patients à informer',
    count: (rows) => plural(rows, 'personne', 'personnes'),
    until: (date) => `accessible jusqu’au ${date}`,
    withdrawn: (rows) => plural(rows, 'ligne n’est plus affichée', 'lignes ne sont plus affichées'),
    leftOut: (people) =>
      people < 2
        ? 'Un de vos patients ne figure pas sur cette liste\u00a0: il est informé par ailleurs.'
        : `${number.format(people)} de vos patients ne figurent pas sur cette liste\u00a0: ils sont informés par ailleurs.`,
    remaining: (openings) => plural(openings, 'ouverture restante', 'ouvertures restantes'),
    empty: 'La liste ne contient aucune personne\u00a0: c’est une réponse valable.',
    caption: 'Personnes de la liste',
    columns: {
      familyName: 'Nom',
      givenName: 'Prénom',
      birthDate: 'Né(e) le',
      phone: 'Téléphone',
      postalCode: 'Code postal',
      city: 'Commune',
    },
    noPhone: 'non connu',
    reminder: 'Cette liste sert à informer. Elle est à supprimer dès qu’elle ne sert plus, au plus tard à la fin de la campagne.',
    hide: 'Masquer la liste',
    delete: 'Supprimer la liste…',
  },
  closure: {
    column: 'Contact',
    close: 'Ne plus contacter',
    closed: 'à ne plus contacter',
    reopened: 'de nouveau à contacter',
    undo: 'Annuler',
    count: (rows) => `${number.format(rows)} à ne plus contacter`,
    stale: 'L’affichage n’est peut-être plus à jour\u00a0: des lignes ont pu être retirées entre-temps.',
  },
  deletion: {
    confirmHeading: 'Supprimer la liste\u00a0?',
    confirm: 'La liste sera détruite et ce lien ne servira plus. Cette action est définitive.',
    confirmButton: 'Supprimer définitivement',
    cancel: 'Annuler',
    waiting: 'Suppression en cours…',
    heading: 'La liste est supprimée',
    attestHeading: 'Vos propres copies',
    attestExplanation: 'Si vous aviez imprimé, exporté ou recopié tout ou partie de la liste, ces copies sont à supprimer aussi.',
    exports: 'Exports (fichiers)',
    prints: 'Impressions et autres copies sur papier',
    copies: { deleted: 'supprimés', none: 'aucun' },
    attestCheck: 'J’atteste qu’il ne reste aucune copie de la liste.',
    attestButton: 'Attester',
    attested: 'Votre attestation est enregistrée.',
    receiptHeading: 'Reçu de suppression',
    receiptExplanation: 'Conservez-le\u00a0: le numéro et l’empreinte permettent de prouver la suppression. Il ne contient aucune donnée de patient.',
    receipt: {
      number: 'Numéro du reçu',
      list: 'Liste',
      campaign: 'Campagne',
      reason: 'Motif',
      destroyedAt: 'Supprimée le',
      attestedAt: 'Copies attestées supprimées le',
      notAttested: 'pas encore attesté',
      auditSequence: 'Suppression\u00a0: numéro dans le journal d’audit',
      auditHash: 'Suppression\u00a0: empreinte (SHA-256)',
      exports: 'Exports attestés',
      prints: 'Impressions attestées',
      attestationSequence: 'Attestation\u00a0: numéro dans le journal d’audit',
      attestationHash: 'Attestation\u00a0: empreinte (SHA-256)',
    },
    reasons: {
      Deleted: 'supprimée par le médecin',
      Expired: 'délai écoulé',
      CampaignClosed: 'campagne close',
      PreparationFailed: 'préparation interrompue',
      CiphertextLost: 'copie conservée perdue',
    },
  },
  problems: {
    insecure: {
      title: 'La connexion n’est pas sécurisée',
      advice: 'Cette page ne peut déchiffrer la liste qu’à une adresse commençant par https://. Ouvrez le lien tel que vous l’avez reçu.',
    },
    'link-missing': {
      title: 'Il manque la fin du lien',
      advice:
        'La clé de la liste se trouve après le signe # et disparaît de l’adresse dès l’ouverture. Rouvrez le lien complet, tel que vous l’avez reçu.',
    },
    'link-malformed': {
      title: 'Le lien est incomplet ou modifié',
      advice: 'Il a sans doute été coupé. Copiez-le en entier, tel que vous l’avez reçu, et ouvrez-le de nouveau.',
    },
    'link-wrong': {
      title: 'Ce lien n’est pas celui de cette liste',
      advice: 'La fin du lien, après le signe #, n’ouvre pas cette liste. Vérifiez que vous utilisez le dernier lien reçu, en entier.',
    },
    damaged: {
      title: 'La liste est endommagée',
      advice: 'Son contenu n’est pas celui qui a été émis\u00a0: rien n’est affiché. Supprimez-la et demandez-en une nouvelle.',
    },
    gone: {
      title: 'Cette liste n’existe plus',
      advice: 'Elle a été supprimée, son délai est passé ou la campagne est close. Si la campagne est ouverte, vous pouvez en demander une nouvelle.',
    },
    'not-found': {
      title: 'Aucune liste pour vous à cette adresse',
      advice: 'Vérifiez le lien, et que vous êtes identifié avec votre propre carte ou application\u00a0: une liste ne s’ouvre que pour le médecin qui l’a demandée.',
    },
    'used-up': {
      title: 'Le nombre d’ouvertures permis est atteint',
      advice: 'Supprimez cette liste et demandez-en une nouvelle.',
    },
    'sign-in-failed': {
      title: 'L’identification n’a pas abouti',
      advice: 'Elle a été annulée, ou refusée par le fournisseur d’identité. Vous pouvez recommencer.',
    },
    'sign-in-blocked': {
      title: 'La fenêtre d’identification a été bloquée',
      advice: 'Autorisez ce site à ouvrir une fenêtre, puis recommencez.',
    },
    'sign-in-expired': {
      title: 'Votre identification n’est plus valable',
      advice: 'Identifiez-vous de nouveau.',
    },
    'sign-in-weak': {
      title: 'Une identification plus forte est nécessaire',
      advice: 'Identifiez-vous avec votre carte ou votre application de professionnel de santé.',
    },
    'sign-in-changed': {
      title: 'Une autre personne s’est identifiée',
      advice:
        'Cette identification désigne un autre médecin qu’auparavant\u00a0: tout a été retiré de cette page. Déconnectez-vous, puis rouvrez votre propre lien avec votre carte ou votre application.',
    },
    'not-permitted': {
      title: 'Réservé aux médecins',
      advice: 'Le compte utilisé n’est pas celui d’un médecin. Identifiez-vous avec votre propre carte ou application.',
    },
    network: {
      title: 'Pas de réponse du réseau',
      advice: 'Vérifiez votre connexion, puis recommencez.',
    },
    unavailable: {
      title: 'Le service ne répond pas pour le moment',
      advice: 'Réessayez dans quelques minutes.',
    },
    'attest-first-delete': {
      title: 'La liste n’est pas encore supprimée',
      advice: 'Elle est en cours de suppression. Réessayez dans quelques instants.',
    },
  },
};
