// Whether this tablet listens at this moment: nothing else may sound then.
export const openMicrophones = { count: 0 };
